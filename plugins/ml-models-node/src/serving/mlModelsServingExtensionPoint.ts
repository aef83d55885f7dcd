import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { MeshProvider } from './MeshProvider';
import type { WorkloadSource } from './WorkloadSource';

/** What shows a version in service. @public */
export interface MlModelsServingExtensionPoint {
  addWorkloadSource(source: WorkloadSource): void;
  /** @experimental not asked yet */
  addMeshProvider(provider: MeshProvider): void;
}

/** @public */
export const mlModelsServingExtensionPoint =
  createExtensionPoint<MlModelsServingExtensionPoint>({
    id: 'ml-models.serving',
  });
