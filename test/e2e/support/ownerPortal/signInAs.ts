import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { PEOPLE, Person, PERSON_HEADER } from './people';

/** Signs in whoever the request names. For tests alone: it asks for no proof. */
export const signInAs = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-people',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async ({ req }) => ({
                result: personOf(req.header(PERSON_HEADER)),
              }),
            }),
            signInResolver: async ({ result }, context) =>
              context.issueToken({
                claims: {
                  sub: result.ref,
                  ent: [result.ref, ...result.groups],
                },
              }),
          }),
        });
      },
    });
  },
});

function personOf(name: string | undefined) {
  if (name === undefined || !Object.hasOwn(PEOPLE, name)) {
    throw new AuthenticationError('nobody of this name is known to the tests');
  }
  return PEOPLE[name as Person];
}
