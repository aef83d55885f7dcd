import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_GOVERNANCE_POLICY,
  DEFAULT_TIER,
  GovernancePolicy,
  parseTier,
  RISK_TIERS,
  RiskTier,
  TierThresholds,
} from '@ml-models/model-governance';

/** `mlModels.governance` with its defaults. Throws `InputError` for a policy that could not be kept. */
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
  const given = readTiers(config?.getOptionalConfig('tiers'));
  const thresholds: Record<string, TierThresholds> = {
    ...DEFAULT_GOVERNANCE_POLICY.drift.thresholds,
  };
  for (const [metric, byTier] of given) {
    thresholds[metric] = complete(metric, { ...thresholds[metric], ...byTier });
  }
  return { defaultTier, policy: { drift: { thresholds } } };
}

function readTiers(
  config: Config | undefined,
): Map<string, Partial<TierThresholds>> {
  const byMetric = new Map<string, Partial<TierThresholds>>();
  for (const name of config?.keys() ?? []) {
    const tier = parseTier(name);
    const metrics = config!.get<Record<string, unknown>>(name);
    for (const [metric, threshold] of Object.entries(metrics)) {
      if (
        typeof threshold !== 'number' ||
        !Number.isFinite(threshold) ||
        threshold < 0
      ) {
        throw new InputError(
          `mlModels.governance.tiers.${tier}.${metric} is a finite number of at least 0`,
        );
      }
      byMetric.set(metric, { ...byMetric.get(metric), [tier]: threshold });
    }
  }
  return byMetric;
}

/** A tier without a threshold would let a score pass that a laxer tier stops; a stricter one never allows more. */
function complete(
  metric: string,
  byTier: Partial<TierThresholds>,
): TierThresholds {
  const {
    'tier-1': first,
    'tier-2': second,
    'tier-3': third,
  } = byTier;
  if (first === undefined || second === undefined || third === undefined) {
    throw new InputError(
      `mlModels.governance.tiers needs a threshold of ${metric} for each of ${RISK_TIERS.join(
        ', ',
      )}`,
    );
  }
  if (first < second || second < third) {
    throw new InputError(
      `mlModels.governance.tiers: a stricter tier must not have a higher threshold of ${metric}`,
    );
  }
  return { 'tier-1': first, 'tier-2': second, 'tier-3': third };
}
