import { INFERENCE_SERVICE_ROLLOUTS } from './inferenceServiceRollouts';
import type { RolloutProvider } from './RolloutProvider';
import { VIRTUAL_SERVICE_ROLLOUTS } from './virtualServiceRollouts';

export const ROLLOUT_PROVIDERS: readonly RolloutProvider[] = [
  VIRTUAL_SERVICE_ROLLOUTS,
  INFERENCE_SERVICE_ROLLOUTS,
];
