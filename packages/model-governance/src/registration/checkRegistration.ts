import type { Inspection } from '@ml-models/model-formats';
import { effectiveTier } from '../tier/effectiveTier';
import { declaresLicense } from './declaresLicense';
import type { Problem } from './Problem';
import type { DeclaredModel } from './TripleCheckInput';

/** What registration demands, by the names under which it is missed. @public */
export const REQUIRED_FIELDS = [
  'model_name',
  'version',
  'framework',
  'input_shape',
  'output_schema',
  'license',
  'intended_use',
] as const;

/** @public */
export type RequiredField = (typeof REQUIRED_FIELDS)[number];

interface FieldRule {
  field: RequiredField;
  /** where it stands in the entity */
  at: string;
  remedy: string;
  /** declared value, unread */
  declared(entity: DeclaredModel): unknown;
  /** set for what a file may state instead */
  found?(inspection: Inspection): boolean;
}

const RULES: readonly FieldRule[] = [
  {
    field: 'model_name',
    at: 'metadata.name',
    remedy: 'metadata:\n  name: my-model',
    declared: entity => entity.metadata?.name,
  },
  {
    field: 'version',
    at: 'spec.version',
    remedy: 'spec:\n  version: "1.0.0"',
    declared: entity => entity.spec?.version,
  },
  {
    field: 'framework',
    at: 'spec.framework',
    remedy: 'spec:\n  framework: pytorch',
    declared: entity => entity.spec?.framework,
  },
  {
    field: 'input_shape',
    at: 'spec.inputs',
    remedy:
      'spec:\n  inputs:\n    - { name: x, dtype: float32, shape: [batch, 3] }',
    declared: entity => entity.spec?.inputs,
    found: ({ inputs = [], signatures = [] }) =>
      inputs.length > 0 || signatures.some(one => one.inputs.length > 0),
  },
  {
    field: 'output_schema',
    at: 'spec.outputs',
    remedy:
      'spec:\n  outputs:\n    - { name: y, dtype: float32, shape: [batch, 4] }',
    declared: entity => entity.spec?.outputs,
    found: ({ outputs = [], signatures = [] }) =>
      outputs.length > 0 || signatures.some(one => one.outputs.length > 0),
  },
  {
    field: 'license',
    at: 'spec.license',
    remedy: 'spec:\n  license: Apache-2.0 # an SPDX expression or LicenseRef-…',
    declared: ({ spec }) =>
      typeof spec?.license === 'string' && !declaresLicense(spec.license)
        ? undefined
        : spec?.license,
  },
  {
    field: 'intended_use',
    at: 'spec.intendedUse',
    remedy: 'spec:\n  intendedUse: what the model is for, and for whom',
    declared: entity => entity.spec?.intendedUse,
  },
];

/**
 * Every one of the seven required fields that is missing or of the wrong
 * type, in their order, and a tier that is none. Inputs and outputs may come
 * from a file that states them. Presence is demanded, not quality: a licence
 * that is not on the SPDX list registers and shows as a gap on the board, a word
 * that names none (`NOASSERTION`, `other`) does not.
 * @public
 */
export function checkRegistration(
  entity: DeclaredModel,
  inspections: readonly Inspection[],
): Problem[] {
  const read = inspections.filter(({ status }) => status !== 'failed');
  const { problem } = effectiveTier({ declared: entity.spec?.tier });
  return [
    ...RULES.flatMap(rule => check(rule, entity, read)),
    ...(problem ? [problem] : []),
  ];
}

function check(
  rule: FieldRule,
  entity: DeclaredModel,
  inspections: readonly Inspection[],
): Problem[] {
  const { field, at, remedy, found } = rule;
  const declared = rule.declared(entity);
  const absent =
    declared === undefined ||
    declared === null ||
    (typeof declared === 'string' && declared.trim() === '') ||
    (Array.isArray(declared) && declared.length === 0);
  if (absent) {
    return found && inspections.some(found)
      ? []
      : [
          {
            code: 'MISSING_FIELD',
            field,
            message: found
              ? `${field} is missing: ${at} does not declare it and no file states it`
              : `${field} is missing: ${at} does not declare it`,
            params: { at },
            remedy,
          },
        ];
  }
  const valid = found ? isValueList(declared) : typeof declared === 'string';
  return valid
    ? []
    : [
        {
          code: 'INVALID_FIELD',
          field,
          message: found
            ? `${at} is not a list of { name, dtype, shape }`
            : `${at} is not a text; put it in quotes`,
          params: { at },
          remedy,
        },
      ];
}

function isValueList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      item =>
        typeof item === 'object' &&
        item !== null &&
        typeof item.name === 'string' &&
        item.name !== '',
    )
  );
}
