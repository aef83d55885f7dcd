import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of conditional decisions; the rules are owner, namespace, tier and stage. @public */
export const RESOURCE_TYPE_ML_MODEL = 'ml-model';

/** Read a model, its versions, files, history and ingestions. @public */
export const mlModelReadPermission = createPermission({
  name: 'ml-models.model.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/**
 * Register or ingest a model, upload artifacts, cancel an ingestion. A conditional decision is applied to the model
 * as it is, as the catalog declares it, and as it would become. @public
 */
export const mlModelIngestPermission = createPermission({
  name: 'ml-models.model.ingest',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Post attestations about a version. @public */
export const mlModelAttestPermission = createPermission({
  name: 'ml-models.model.attest',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Post drift measurements. @public */
export const mlModelDriftPermission = createPermission({
  name: 'ml-models.model.drift',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Move a version between stages, unblock it. @public */
export const mlModelTransitionPermission = createPermission({
  name: 'ml-models.model.transition',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Decide a review. @public */
export const mlModelReviewPermission = createPermission({
  name: 'ml-models.model.review',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Waive a requirement for a time. @public */
export const mlModelWaivePermission = createPermission({
  name: 'ml-models.model.waive',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Join a re-created entity of another owner to its earlier history. @public */
export const mlModelAdoptPermission = createPermission({
  name: 'ml-models.model.adopt',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ML_MODEL,
});
/** Read the registry's metrics, policy and summary. @public */
export const mlModelMetricsPermission = createPermission({
  name: 'ml-models.registry.observe',
  attributes: { action: 'read' },
});

/** Recompute the hash chain of the whole registry, which reads all of it. @public */
export const mlModelVerifyPermission = createPermission({
  name: 'ml-models.registry.verify',
  attributes: { action: 'read' },
});

/** Rebuild, verify, back up, purge and erase, in the whole registry. @public */
export const mlModelAdministerPermission = createPermission({
  name: 'ml-models.registry.administer',
  attributes: { action: 'update' },
});

/** Every permission of the plugin. @public */
export const mlModelPermissions = [
  mlModelReadPermission,
  mlModelIngestPermission,
  mlModelAttestPermission,
  mlModelDriftPermission,
  mlModelTransitionPermission,
  mlModelReviewPermission,
  mlModelWaivePermission,
  mlModelAdoptPermission,
  mlModelMetricsPermission,
  mlModelVerifyPermission,
  mlModelAdministerPermission,
];
