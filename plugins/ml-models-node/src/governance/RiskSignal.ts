import type { ProviderOptions } from '../ingestion/ArtifactSource';

/** @public */
export interface RiskSignalRequest {
  modelRef: string;
  version: string;
  /** identity of the bytes behind `version` */
  manifestDigest: string;
}

/** One measurement; the policy decides what it means. @public */
export interface RiskMeasurement {
  /** `drift_score`, or a metric with a threshold of its own */
  metric: string;
  /** finite, at least 0 */
  score: number;
  samples?: number;
  /** ISO 8601 duration */
  window?: string;
  /** RFC 3339 UTC */
  measuredAt: string;
}

/**
 * Measures a risk of versions: drift, evaluations, incidents. Not asked yet: one that is registered is named in a
 * warning at start.
 * @public
 * @experimental
 */
export interface RiskSignal {
  /** recorded as the measurement's source */
  readonly name: string;
  /** Empty when there is nothing to say; throws when it could not be measured. */
  measure(
    request: RiskSignalRequest,
    options: ProviderOptions,
  ): Promise<RiskMeasurement[]>;
}
