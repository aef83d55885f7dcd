import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  createMlModelConditionalDecision,
  mlModelConditions,
} from '@ml-models/backstage-plugin-ml-models-backend';

const READ = 'ml-models.model.read';

/** What some may do with every model, whoever owns it. */
const EVERYWHERE: Record<string, readonly string[]> = {
  'group:default/readers': [READ],
  'group:default/reviewers': [READ, 'ml-models.model.review'],
};

/** The policy of docs/permissions.md, with people who read or review what others own. */
export const ownerPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'owner-policy',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          async handle({ permission }, user) {
            const owners = user?.info.ownershipEntityRefs ?? [];
            if (!isResourcePermission(permission, 'ml-model')) {
              return { result: AuthorizeResult.ALLOW };
            }
            const rights = owners.flatMap(owner => EVERYWHERE[owner] ?? []);
            if (rights.length > 0) {
              return {
                result: rights.includes(permission.name)
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
              };
            }
            return createMlModelConditionalDecision(
              permission,
              mlModelConditions.isOwner({ owners }),
            );
          },
        });
      },
    });
  },
});
