/** Relation pairs of the kind; `ownedBy`/`ownerOf` and `partOf`/`hasPart` are those of the catalog. */
export const RELATION_BASE_MODEL_OF = 'baseModelOf';
/** @public */
export const RELATION_HAS_BASE_MODEL = 'hasBaseModel';
/** @public */
export const RELATION_ADAPTER_OF = 'adapterOf';
/** @public */
export const RELATION_HAS_ADAPTER = 'hasAdapter';
/** @public */
export const RELATION_TRAINED_ON = 'trainedOn';
/** @public */
export const RELATION_USED_TO_TRAIN = 'usedToTrain';
/** @public */
export const RELATION_SERVED_BY = 'servedBy';
/** @public */
export const RELATION_SERVES = 'serves';

/**
 * The pairs of the kind, forward first, for graphs that draw only the relations they are told of.
 * @public
 */
export const ML_MODEL_RELATION_PAIRS: [string, string][] = [
  [RELATION_HAS_BASE_MODEL, RELATION_BASE_MODEL_OF],
  [RELATION_ADAPTER_OF, RELATION_HAS_ADAPTER],
  [RELATION_TRAINED_ON, RELATION_USED_TO_TRAIN],
  [RELATION_SERVED_BY, RELATION_SERVES],
];
