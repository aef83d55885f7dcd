import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { MeshProvider } from './MeshProvider';
import type { RolloutProvider } from './RolloutProvider';
import type { WorkloadSource } from './WorkloadSource';

/** What shows a version in service. @public */
export interface MlModelsServingExtensionPoint {
  addWorkloadSource(source: WorkloadSource): void;
  addMeshProvider(provider: MeshProvider): void;
  addRolloutProvider(provider: RolloutProvider): void;
}

/** @public */
export const mlModelsServingExtensionPoint =
  createExtensionPoint<MlModelsServingExtensionPoint>({
    id: 'ml-models.serving',
  });
