import { InspectionContext } from '../reader/InspectionContext';
import { gradeObject, isObject } from './gradeObject';
import { parseConfig } from './parseConfig';

/** Where a configuration stands. */
export interface ConfigPlace {
  /** member or attribute that holds it */
  source: string;
  /** member of the archive */
  member: string | undefined;
}

/**
 * Every object in a serialised Keras model, for what acts when it is loaded;
 * answers the parsed configuration. Duplicate keys need no care: Python takes
 * the last one too.
 */
export function scanKerasConfig(
  text: Uint8Array,
  { source, member }: ConfigPlace,
  context: InspectionContext,
): unknown {
  const location = member === undefined ? undefined : { member };
  const config = parseConfig(text, context);
  if (!isObject(config)) {
    context.report(
      'keras/unreadable-config',
      `${source} is no JSON object`,
      location,
    );
    return undefined;
  }
  const reported = new Set<string>();
  const pending: unknown[] = [config];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) {
      for (const item of value) {
        pending.push(item);
      }
    } else if (isObject(value)) {
      if (typeof value.class_name === 'string') {
        for (const { rule, message, params } of gradeObject(value)) {
          // One layer class can stand in a model a thousand times.
          if (!reported.has(message)) {
            reported.add(message);
            context.report(rule, `${source}: ${message}`, location, params);
          }
        }
      }
      for (const key of Object.keys(value)) {
        pending.push(value[key]);
      }
    }
  }
  return config;
}
