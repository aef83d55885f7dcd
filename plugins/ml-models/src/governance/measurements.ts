import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type Measurement = Wire['DriftMeasurement'];

/** When it was measured; where nobody says, when it was recorded. */
export function timeOf(measurement: Measurement): Date {
  return new Date(measurement.measuredAt ?? measurement.recordedAt);
}

/** The same measurements, oldest first. */
export function inOrder(measurements: readonly Measurement[]): Measurement[] {
  return [...measurements].sort(
    (a, b) => timeOf(a).getTime() - timeOf(b).getTime(),
  );
}

/** Scores of one metric, oldest first. */
export function scoresOf(
  measurements: readonly Measurement[],
  metric: string,
): number[] {
  return inOrder(measurements.filter(item => item.metric === metric)).map(
    ({ score }) => score,
  );
}
