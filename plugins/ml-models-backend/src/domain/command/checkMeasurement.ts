import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import { MAX_CLOCK_SKEW_MS, MAX_MEASUREMENT_AGE_MS } from '../limits';
import type { CommandOf } from './Command';

/** How callers are written: users and groups of the catalog, plugins, services outside of the portal. */
const PRINCIPAL = /^(?:user|group|plugin|service|external|system):/i;

/**
 * Who measured, and when. The caller is recorded beside it whatever the source says: a source is a label of the
 * caller's, such as the name of a job, and does not pass for somebody else.
 *
 * Throws `INVALID_SOURCE`, `INVALID_TIME`.
 */
export function checkMeasurement(
  { source, measuredAt }: CommandOf<'RecordDrift'>,
  { by, at }: DecideContext,
): void {
  if (source !== by && PRINCIPAL.test(source.trim())) {
    throw new DomainError(
      'INVALID_SOURCE',
      'source is a label for what measured; it does not name another caller',
      { params: { by } },
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
