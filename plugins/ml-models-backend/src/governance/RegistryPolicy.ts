import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import {
  GovernancePolicy,
  RISK_TIERS,
  tierActions,
} from '@ml-models/model-governance';
import type { MlModelsConfig } from '../config/MlModelsConfig';

/** The policy in force: as the pure packages take it, as it travels, and the digest that events name. */
export interface RegistryPolicy {
  governance: GovernancePolicy;
  /** SHA-256 over RFC 8785 of `wire` */
  digest: string;
  wire: Wire['Policy'];
}

export function registryPolicy(config: MlModelsConfig): RegistryPolicy {
  const { governance } = config;
  const wire: Wire['Policy'] = {
    defaultTier: governance.defaultTier,
    refuseAtSeverity: config.ingestion.refuseAtSeverity,
    allowUnsupported: config.ingestion.allowUnsupported,
    tiers: RISK_TIERS.map(tier => ({
      tier,
      action: tierActions[tier],
      ...governance.drift.demands[tier],
      thresholds: Object.fromEntries(
        Object.entries(governance.drift.thresholds).map(([metric, byTier]) => [
          metric,
          byTier[tier],
        ]),
      ),
    })),
  };
  const digest = createHash('sha256')
    .update(canonicalize(wire) ?? '')
    .digest('hex');
  return { governance, digest: `sha256:${digest}`, wire };
}
