import { POSTURE_LIMITS } from '../limits';
import { isJsonObject } from './access';

/** Fields that the API server writes and that differ between two readings. */
const VOLATILE = new Set(['status', 'managedFields', 'resourceVersion']);

/**
 * Whether two objects say the same. Gives up (false) after a bounded number of
 * values, so that an alias bomb cannot unfold here.
 */
export function sameValue(left: unknown, right: unknown): boolean {
  const pending: [unknown, unknown][] = [[left, right]];
  let budget: number = POSTURE_LIMITS.compare;
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [a, b] = pair;
    if (Object.is(a, b)) continue;
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) return false;
      budget -= a.length;
      if (budget < 0) return false;
      a.forEach((value, index) => pending.push([value, b[index]]));
    } else if (isJsonObject(a) && isJsonObject(b)) {
      const keys = Object.keys(a).filter(key => !VOLATILE.has(key));
      const others = Object.keys(b).filter(key => !VOLATILE.has(key));
      if (keys.length !== others.length) return false;
      budget -= keys.length;
      if (budget < 0) return false;
      for (const key of keys) {
        if (!Object.hasOwn(b, key)) return false;
        pending.push([a[key], b[key]]);
      }
    } else {
      return false;
    }
  }
  return true;
}
