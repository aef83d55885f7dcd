import type { RequirementId, RmfFunction } from './Requirement';

/**
 * Which subcategory of the NIST AI RMF 1.0 (NIST AI 100-1, January 2023)
 * each requirement gives evidence towards. Titles are ours, not NIST's.
 * @public
 */
export const NIST_SUBCATEGORIES: Readonly<
  Record<
    RequirementId,
    { function: RmfFunction; subcategory: string; title: string }
  >
> = {
  inventory: {
    function: 'govern',
    subcategory: 'GOVERN 1.6',
    title: 'The version stands in the inventory',
  },
  owner: {
    function: 'govern',
    subcategory: 'GOVERN 2.1',
    title: 'Somebody is named who answers for the model',
  },
  tier: {
    function: 'govern',
    subcategory: 'GOVERN 1.3',
    title: 'A risk tier sets how much is done about a risk',
  },
  license: {
    function: 'govern',
    subcategory: 'GOVERN 6.1',
    title: 'The licence is declared and can be recognised',
  },
  'intended-use': {
    function: 'map',
    subcategory: 'MAP 1.1',
    title: 'The intended use is written down',
  },
  task: {
    function: 'map',
    subcategory: 'MAP 2.1',
    title: 'The task is named',
  },
  limitations: {
    function: 'map',
    subcategory: 'MAP 2.2',
    title: 'Known limits are written down',
  },
  components: {
    function: 'map',
    subcategory: 'MAP 4.1',
    title: 'A bill of materials lists what the model is made of',
  },
  integrity: {
    function: 'measure',
    subcategory: 'MEASURE 2.7',
    title: 'The bytes are those that were declared',
  },
  scan: {
    function: 'measure',
    subcategory: 'MEASURE 2.7',
    title: 'Every file was scanned and nothing severe was found',
  },
  drift: {
    function: 'measure',
    subcategory: 'MEASURE 2.4',
    title: 'Drift is measured and within the tier’s threshold',
  },
  review: {
    function: 'manage',
    subcategory: 'MANAGE 1.1',
    title: 'Somebody decided that the version may go on',
  },
  response: {
    function: 'manage',
    subcategory: 'MANAGE 2.4',
    title:
      'A way to take the version out of use exists, and none has been taken',
  },
  'base-model': {
    function: 'manage',
    subcategory: 'MANAGE 3.2',
    title: 'The model that it was made from is known',
  },
};
