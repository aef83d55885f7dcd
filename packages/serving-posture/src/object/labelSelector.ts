import { POSTURE_LIMITS } from '../limits';
import type { Cursor, StringMap } from './access';
import { type Match, matchLabels, type PodLabels } from './selector';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

interface Requirement {
  key: string;
  operator: (typeof OPERATORS)[number];
  values: string[];
}

/** Kubernetes `meta/v1` LabelSelector. */
export interface LabelSelector {
  matchLabels: StringMap;
  matchExpressions: Requirement[];
}

export function readLabelSelector(selector: Cursor): LabelSelector {
  return {
    matchLabels: selector.stringMap('matchLabels'),
    matchExpressions: selector
      .objects('matchExpressions', POSTURE_LIMITS.values)
      .map(item => ({
        key: item.string('key') ?? item.fail('key', 'set'),
        operator:
          item.oneOf('operator', OPERATORS) ?? item.fail('operator', 'set'),
        values: item.strings('values'),
      })),
  };
}

export function matchLabelSelector(
  selector: LabelSelector,
  labels: PodLabels,
): Match {
  const answers = [
    matchLabels(selector.matchLabels, labels),
    ...selector.matchExpressions.map(item => matchRequirement(item, labels)),
  ];
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function matchRequirement(item: Requirement, labels: PodLabels): Match {
  const value = labels.known.get(item.key);
  if (value === undefined && labels.open.has(item.key)) return 'unknown';
  const holds = {
    In: () => value !== undefined && item.values.includes(value),
    NotIn: () => value === undefined || !item.values.includes(value),
    Exists: () => value !== undefined,
    DoesNotExist: () => value === undefined,
  }[item.operator]();
  return holds ? 'yes' : 'no';
}
