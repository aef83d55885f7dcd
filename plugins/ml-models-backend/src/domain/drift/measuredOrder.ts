import type { DecisionName } from '@ml-models/backstage-plugin-ml-models-common';
import type { DriftState, StandingMeasurement } from '../ModelState';

/**
 * What a measurement is among those of its metric, by the time at which it was taken. Whoever posts last says nothing
 * of that.
 *
 * `newest`: it is the measurement of its metric now. `behind-doubt`: those taken after it decided nothing, so what it
 * decides stands. `history`: one taken after it has decided, or it decides nothing; it changes nothing.
 */
export type Place = 'newest' | 'behind-doubt' | 'history';

/** `known` is what its metric has so far; of two that were taken at one instant the later recorded one is newer. */
export function placeOf(
  known: DriftState | undefined,
  measured: { takenAt: string; action: DecisionName },
): Place {
  if (!known || !isBefore(measured.takenAt, takenAt(known))) {
    return 'newest';
  }
  const decided = lastDecided(known);
  return measured.action === 'unknown' ||
    (decided && isBefore(measured.takenAt, decided.takenAt))
    ? 'history'
    : 'behind-doubt';
}

/** RFC 3339 instant that a measurement is of: the stated one, else when it came. */
export function takenAt({
  measuredAt,
  recordedAt,
}: Pick<DriftState, 'measuredAt' | 'recordedAt'>): string {
  return measuredAt ?? recordedAt;
}

/** The newest measurement of the metric that decided something. */
export function lastDecided(
  drift: DriftState,
): StandingMeasurement | undefined {
  const { score, action, threshold, reason, accepted, standing } = drift;
  return action === 'unknown'
    ? standing
    : {
        score,
        action,
        threshold,
        reason,
        takenAt: takenAt(drift),
        ...(accepted && { accepted }),
      };
}

/** Whether an action says that a threshold was passed. */
export function isBreach(action: DecisionName): boolean {
  return action === 'monitor' || action === 'review' || action === 'block';
}

/** By the instant, whatever offset either is written with. */
export function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}
