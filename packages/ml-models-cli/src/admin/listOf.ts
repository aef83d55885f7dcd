import { record } from '../manifest/record';

/** The mappings of a list; none when `value` is something else. */
export function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}
