import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { formatValueType } from '../format/shape';

/** One input or output in two versions; absent where a version has none. */
export interface ValueComparison {
  direction: 'input' | 'output';
  name: string;
  before?: string;
  after?: string;
  change: 'same' | 'added' | 'removed' | 'changed';
}

/**
 * Inputs and outputs of two versions by name, over all files of each. What a
 * file does not state is not compared.
 */
export function compareValues(
  before: readonly Wire['Artifact'][],
  after: readonly Wire['Artifact'][],
): ValueComparison[] {
  return [
    ...compareDirection(
      'input',
      valuesOf(before, 'inputs'),
      valuesOf(after, 'inputs'),
    ),
    ...compareDirection(
      'output',
      valuesOf(before, 'outputs'),
      valuesOf(after, 'outputs'),
    ),
  ];
}

function valuesOf(
  artifacts: readonly Wire['Artifact'][],
  direction: 'inputs' | 'outputs',
): Map<string, string> {
  return new Map(
    artifacts.flatMap(({ inspection }) =>
      (inspection[direction] ?? []).map(
        value => [value.name, formatValueType(value)] as const,
      ),
    ),
  );
}

function compareDirection(
  direction: ValueComparison['direction'],
  before: Map<string, string>,
  after: Map<string, string>,
): ValueComparison[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].map(name => {
    const was = before.get(name);
    const is = after.get(name);
    return {
      direction,
      name,
      before: was,
      after: is,
      change: changeOf(was, is),
    };
  });
}

function changeOf(was?: string, is?: string): ValueComparison['change'] {
  if (was === undefined) {
    return 'added';
  }
  if (is === undefined) {
    return 'removed';
  }
  return was === is ? 'same' : 'changed';
}
