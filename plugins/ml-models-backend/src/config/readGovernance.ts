import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_TIER,
  GovernancePolicy,
  parseTier,
  resolveGovernancePolicy,
  RiskTier,
  TierThresholds,
} from '@ml-models/model-governance';

/** `mlModels.governance` with its defaults. Throws `InputError` or `GovernanceError` for a policy that cannot be kept. */
export function readGovernance(config: Config | undefined): {
  defaultTier: RiskTier;
  policy: GovernancePolicy;
} {
  const defaultTier = parseTier(
    config?.getOptionalString('defaultTier') ?? DEFAULT_TIER,
  );
  if (defaultTier !== DEFAULT_TIER) {
    throw new InputError(
      `mlModels.governance.defaultTier can only be ${DEFAULT_TIER}: a model without a tier counts as that`,
    );
  }
  const thresholds = readThresholds(config?.getOptionalConfig('tiers'));
  return {
    defaultTier,
    policy: resolveGovernancePolicy({ drift: { thresholds } }),
  };
}

/** Configuration names the tier first, because that is how a policy is agreed upon; the policy the metric first. */
function readThresholds(
  config: Config | undefined,
): Record<string, Partial<TierThresholds>> {
  const thresholds = new Map<string, Partial<TierThresholds>>();
  for (const name of config?.keys() ?? []) {
    const tier = parseTier(name);
    for (const metric of config?.getConfig(name).keys() ?? []) {
      const threshold = config?.getConfig(name).getNumber(metric);
      thresholds.set(metric, { ...thresholds.get(metric), [tier]: threshold });
    }
  }
  return Object.fromEntries(thresholds);
}
