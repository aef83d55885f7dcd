import { ARGO_ROLLOUTS } from './argoRollouts';
import { FLAGGER_ROLLOUTS } from './flaggerRollouts';
import { GATEWAY_ROUTE_ROLLOUTS } from './gatewayRouteRollouts';
import { INFERENCE_SERVICE_ROLLOUTS } from './inferenceServiceRollouts';
import { KNATIVE_ROLLOUTS } from './knativeRollouts';
import type { RolloutProvider } from './RolloutProvider';
import { VIRTUAL_SERVICE_ROLLOUTS } from './virtualServiceRollouts';

export const ROLLOUT_PROVIDERS: readonly RolloutProvider[] = [
  VIRTUAL_SERVICE_ROLLOUTS,
  GATEWAY_ROUTE_ROLLOUTS,
  INFERENCE_SERVICE_ROLLOUTS,
  KNATIVE_ROLLOUTS,
  ARGO_ROLLOUTS,
  FLAGGER_ROLLOUTS,
];
