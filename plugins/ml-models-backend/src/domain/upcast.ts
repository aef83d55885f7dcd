/** Lifts an event's data by one schema version. */
export type Upcaster = (data: unknown) => unknown;

/** Schema version that new events are recorded with; raised with the first upcaster of a type. */
export const SCHEMA_VERSION = 1;

/** By event type, then by the schema version that is lifted. Empty as long as no shape has changed. */
export const UPCASTERS: Readonly<
  Record<string, Readonly<Record<number, Upcaster>>>
> = {};

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
