/** Written by people: the reference this entity had before a rename. */
export const ANNOTATION_FORMERLY = 'ml-models/formerly';
/** Written by people on pods and templates, or on a Component: the model that is served. */
export const ANNOTATION_MODEL = 'ml-models/model';
/** @public */
export const ANNOTATION_VERSION = 'ml-models/version';
/** @public */
export const ANNOTATION_DIGEST = 'ml-models/digest';
/** Written by the registry, the only observed state that returns into the catalog. */
export const REGISTRY_ANNOTATIONS = [
  'ml-models/stage',
  'ml-models/latest-version',
  'ml-models/tier',
  'ml-models/decision',
  'ml-models/signed',
  'ml-models/manifest-digest',
] as const;
/** Topic on which the backend publishes every event of the history. @public */
export const EVENT_TOPIC = 'ml-models.events';
/** Topic on which the catalog module tells the registry that a model was processed. */
export const NUDGE_TOPIC = 'ml-models.nudge';
