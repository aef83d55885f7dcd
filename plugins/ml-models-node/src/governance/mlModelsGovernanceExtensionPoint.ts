import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { RiskSignal } from './RiskSignal';

/** What moves a version's risk. @public */
export interface MlModelsGovernanceExtensionPoint {
  /** @experimental not asked yet */
  addRiskSignal(signal: RiskSignal): void;
}

/** @public */
export const mlModelsGovernanceExtensionPoint =
  createExtensionPoint<MlModelsGovernanceExtensionPoint>({
    id: 'ml-models.governance',
  });
