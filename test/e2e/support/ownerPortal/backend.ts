import { createBackend } from '@backstage/backend-defaults';
import { ownerPolicy } from './ownerPolicy';
import { signInAs } from './signInAs';

// The demo's catalog and registry under a policy by owner, for people who sign in by their name.
const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(signInAs);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(ownerPolicy);
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@ml-models/backstage-plugin-catalog-backend-module-ml-models'),
);
backend.add(import('@ml-models/backstage-plugin-ml-models-backend'));
backend.start();
