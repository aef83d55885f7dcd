import { presentCheck } from './presentCheck';

/** Lifts an event's data by one schema version. */
export type Upcaster = (data: unknown) => unknown;

/** Schema version that new events are recorded with; raised with each shape that changes. */
export const SCHEMA_VERSION = 2;

/** In version 1 the check of inputs and outputs was called `signature`, which it says nothing about. */
const renamedChecks: Upcaster = data =>
  typeof data === 'object' &&
  data !== null &&
  'checks' in data &&
  Array.isArray(data.checks)
    ? { ...data, checks: data.checks.map(presentCheck) }
    : data;

/** Until version 2 nobody recorded what was read to see a deployment, nor whose word the weights were. */
const seenSomewhere: Upcaster = data => ({
  ...Object(data),
  seen_in: 'unknown',
});
const weighedSomehow: Upcaster = data => ({
  ...Object(seenSomewhere(data)),
  weight: 'unknown',
});

/** By event type, then by the schema version that is lifted. */
export const UPCASTERS: Readonly<
  Record<string, Readonly<Record<number, Upcaster>>>
> = {
  ValidationPassed: { 1: renamedChecks },
  ValidationFailed: { 1: renamedChecks },
  ModelDeployed: { 1: seenSomewhere },
  ModelUndeployed: { 1: seenSomewhere },
  PostureChanged: { 1: seenSomewhere },
  RolloutAdvanced: { 1: weighedSomehow },
};

/** An event's data in its present shape. What is stored and hashed stays as it was written. */
export function upcast(
  type: string,
  schemaVersion: number,
  data: unknown,
  upcasters = UPCASTERS,
): { type: string; data: unknown } {
  const steps = Object.hasOwn(upcasters, type) ? upcasters[type] : {};
  let lifted = data;
  for (
    let version = schemaVersion;
    Object.hasOwn(steps, version);
    version += 1
  ) {
    lifted = steps[version](lifted);
  }
  return { type, data: lifted };
}
