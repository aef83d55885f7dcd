import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  mlModelAdministerPermission,
  mlModelReadPermission,
  mlModelReviewPermission,
  RESOURCE_TYPE_ML_MODEL,
} from '@ml-models/backstage-plugin-ml-models-common';
import {
  createMlModelConditionalDecision,
  mlModelConditions,
} from '../access/modelRules';

export const ALICE = 'user:default/alice';
/** of alice's group */
export const CAROL = 'user:default/carol';
export const BOB = 'user:default/bob';
/** reviews what others made, and makes nothing */
export const REVIEWER = 'user:default/reva';
/** does everything, with the registry as a whole too */
export const ADMIN = 'user:default/root';
/** reads everything */
export const READER = 'user:default/rita';

export const IMAGING = 'group:default/imaging';
export const FINANCE = 'group:default/finance';

const GROUPS: Record<string, string[]> = {
  [ALICE]: [IMAGING],
  [CAROL]: [IMAGING],
  [BOB]: [FINANCE],
};

/** A policy by owner: a user may see and do everything with the models of the user's groups, and nothing else. */
export function ownerPolicy(): BackendFeature {
  return mockServices.permissions.mock({
    authorize: async (requests, options) =>
      requests.map(({ permission }) => {
        const { result } = decide(permission, userOf(options));
        return {
          result:
            result === AuthorizeResult.ALLOW
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        };
      }),
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) => decide(permission, userOf(options))),
  }).factory;
}

function decide(permission: Permission, user: string): PolicyDecision {
  if (user === ADMIN) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (permission.name === mlModelAdministerPermission.name) {
    return { result: AuthorizeResult.DENY };
  }
  const owners = GROUPS[user];
  if (!owners) {
    const may =
      permission.name === mlModelReadPermission.name ||
      (user === REVIEWER && permission.name === mlModelReviewPermission.name);
    return { result: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
  return isResourcePermission(permission, RESOURCE_TYPE_ML_MODEL)
    ? createMlModelConditionalDecision(
        permission,
        mlModelConditions.isOwner({ owners }),
      )
    : { result: AuthorizeResult.ALLOW };
}

function userOf(options?: { credentials?: { principal: unknown } }): string {
  const principal = options?.credentials?.principal;
  return typeof principal === 'object' &&
    principal !== null &&
    'userEntityRef' in principal &&
    typeof principal.userEntityRef === 'string'
    ? principal.userEntityRef
    : '';
}
