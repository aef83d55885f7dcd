import type { Cursor, StringMap } from './access';

/** `matchLabels` only: Istio's WorkloadSelector knows nothing else. */
export interface WorkloadSelector {
  matchLabels: StringMap;
}

/**
 * Labels of a pod that does not exist yet. `open` are the keys that a
 * controller will set to a value that the objects do not tell.
 */
export interface PodLabels {
  known: StringMap;
  open: ReadonlySet<string>;
}

export type Match = 'yes' | 'no' | 'unknown';

/** `undefined` when the object has no selector. */
export function readWorkloadSelector(
  spec: Cursor | undefined,
  key = 'selector',
): WorkloadSelector | undefined {
  const selector = spec?.object(key);
  if (!selector) return undefined;
  // An API server prunes unknown fields; a reader that ignores this one would
  // apply a narrow policy to everything.
  if (selector.has('matchExpressions')) {
    selector.fail('matchExpressions', 'allowed in a workload selector');
  }
  return { matchLabels: selector.stringMap('matchLabels') };
}

export function selectsEverything(selector: WorkloadSelector | undefined) {
  return !selector || selector.matchLabels.size === 0;
}

export function matchLabels(wanted: StringMap, labels: PodLabels): Match {
  let answer: Match = 'yes';
  for (const [key, value] of wanted) {
    const found = labels.known.get(key);
    if (found === undefined && labels.open.has(key)) answer = 'unknown';
    else if (found !== value) return 'no';
  }
  return answer;
}
