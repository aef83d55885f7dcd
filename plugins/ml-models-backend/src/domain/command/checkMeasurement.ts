import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import { MAX_CLOCK_SKEW_MS, MAX_MEASUREMENT_AGE_MS } from '../limits';
import type { CommandOf } from './Command';

/** How callers are written: users and groups of the catalog, plugins, services outside of the portal. */
const PRINCIPAL = /^(?:user|group|plugin|service|external|system):/i;

/** An ISO 8601 duration, such as `P1D` or `PT1H30M`; weeks stand alone. */
const DURATION =
  /^P(?:\d{1,9}W|(?=\d|T\d)(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:[.,]\d{1,9})?S)?)?)$/;

/**
 * The name that a measurement is kept under: trimmed, and never one that a reader takes for a metric of the policy or
 * one that is measured already. Under such a name a breach would meet no threshold.
 *
 * Throws `INVALID_METRIC`, which names the right one.
 */
export function metricName(
  stated: string,
  thresholds: readonly string[],
  measured: readonly string[],
): string {
  const metric = stated.trim();
  if (metric === '') {
    throw new DomainError('INVALID_METRIC', 'a metric has a name');
  }
  const isMeant = (name: string) => skeleton(name) === skeleton(metric);
  if (thresholds.includes(metric)) {
    return metric;
  }
  const meant =
    thresholds.find(isMeant) ??
    (measured.includes(metric) ? undefined : measured.find(isMeant));
  if (meant !== undefined) {
    throw new DomainError(
      'INVALID_METRIC',
      `the metric is called ${meant}, not ${metric}`,
      { params: { metric, meant } },
    );
  }
  return metric;
}

/** What remains of a name without case, blanks, `-` and `_`. */
function skeleton(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/**
 * Who measured, and when. The caller is recorded beside it whatever the source says: a source is a label of the
 * caller's, such as the name of a job, and does not pass for somebody else.
 *
 * Throws `INVALID_SOURCE`, `INVALID_TIME`, `INVALID_WINDOW`.
 */
export function checkMeasurement(
  { source, measuredAt, window }: CommandOf<'RecordDrift'>,
  { by, at }: DecideContext,
): void {
  if (source !== by && PRINCIPAL.test(source.trim())) {
    throw new DomainError(
      'INVALID_SOURCE',
      'source is a label for what measured; it does not name another caller',
      { params: { by } },
    );
  }
  if (window !== undefined && !DURATION.test(window)) {
    throw new DomainError(
      'INVALID_WINDOW',
      'window is an ISO 8601 duration, such as P1D',
      { params: { window } },
    );
  }
  if (measuredAt === undefined) {
    return;
  }
  const age = Date.parse(at) - Date.parse(measuredAt);
  if (!(age >= -MAX_CLOCK_SKEW_MS && age <= MAX_MEASUREMENT_AGE_MS)) {
    throw new DomainError(
      'INVALID_TIME',
      'measuredAt lies in the future, or too far in the past',
      { params: { measuredAt } },
    );
  }
}
