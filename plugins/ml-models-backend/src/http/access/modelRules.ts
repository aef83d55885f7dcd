import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ML_MODEL,
  VOCABULARY,
} from '@ml-models/backstage-plugin-ml-models-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { latestVersion } from '../../domain/versions';
import type { ModelState } from '../../domain/ModelState';

/** One condition on a model, as the store's columns know it. @public */
export type ModelFilter =
  | { owners: string[] }
  | { namespaces: string[] }
  | { tiers: string[] }
  | { stages: string[] };

/** The resource of conditional decisions: a registered model. @public */
export const mlModelPermissionResourceRef = createPermissionResourceRef<
  ModelState,
  ModelFilter
>().with({ pluginId: 'ml-models', resourceType: RESOURCE_TYPE_ML_MODEL });

/** The model's owner is one of these entity references. @public */
export const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow models that one of these users or groups owns',
  resourceRef: mlModelPermissionResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Entity references of users or groups'),
  }),
  apply: (model, { owners }) => owners.includes(model.owner),
  toQuery: ({ owners }) => ({ owners }),
});

/** The model's entity stands in one of these namespaces. @public */
export const hasNamespace = createPermissionRule({
  name: 'HAS_NAMESPACE',
  description: 'Allow models of these catalog namespaces',
  resourceRef: mlModelPermissionResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(z.string()).describe('Catalog namespaces'),
  }),
  apply: (model, { namespaces }) =>
    namespaces.includes(parseEntityRef(model.modelRef).namespace),
  toQuery: ({ namespaces }) => ({ namespaces }),
});

/** The model's effective risk tier is one of these. @public */
export const hasTier = createPermissionRule({
  name: 'HAS_TIER',
  description: 'Allow models whose effective risk tier is one of these',
  resourceRef: mlModelPermissionResourceRef,
  paramsSchema: z.object({
    tiers: z.array(z.enum(VOCABULARY.Tier)),
  }),
  apply: (model, { tiers }) => tiers.includes(model.tier.effective),
  toQuery: ({ tiers }): PermissionCriteria<ModelFilter> => ({ tiers }),
});

/** The stage of the model's newest version is one of these. @public */
export const hasStage = createPermissionRule({
  name: 'HAS_STAGE',
  description: 'Allow models whose newest version is in one of these stages',
  resourceRef: mlModelPermissionResourceRef,
  paramsSchema: z.object({ stages: z.array(z.enum(VOCABULARY.Stage)) }),
  apply: (model, params) =>
    params.stages.includes(latestVersion(model)?.stage ?? 'registered'),
  toQuery: (params): PermissionCriteria<ModelFilter> => ({
    stages: params.stages,
  }),
});

/** Every rule of the resource type. @public */
export const mlModelPermissionRules = {
  isOwner,
  hasNamespace,
  hasTier,
  hasStage,
};

const conditionExports = createConditionExports({
  resourceRef: mlModelPermissionResourceRef,
  rules: mlModelPermissionRules,
});

/** Conditions for a permission policy to return. @public */
export const mlModelConditions = conditionExports.conditions;

/** Wraps conditions into the decision of a permission policy. @public */
export const createMlModelConditionalDecision =
  conditionExports.createConditionalDecision;
