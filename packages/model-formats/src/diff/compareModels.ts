import { Inspection, TensorInfo } from '../inspection/Inspection';
import { compareLists } from './compareLists';
import { compareNodes } from './compareNodes';
import { judgeCompatibility } from './judgeCompatibility';
import {
  Change,
  ComparedTensor,
  ListDifference,
  ModelDifference,
} from './difference';

/**
 * Structural difference of two models, and whether the second can take the
 * first one's place for its callers. Tensors, nodes and archive members are
 * compared where both inspections list them (`tensors` and `structure` of
 * `inspect`); a section that only one has is named in `notCompared`.
 * @public
 */
export function compareModels(
  before: Inspection,
  after: Inspection,
): ModelDifference {
  const notCompared: ModelDifference['notCompared'] = [];
  const lists = <T>(
    section: string,
    a: readonly T[] | undefined,
    b: readonly T[] | undefined,
    compare: (a: readonly T[], b: readonly T[]) => ListDifference<T>,
  ): ListDifference<T> | undefined => {
    if (a && b) {
      return compare(a, b);
    }
    if (a ?? b) {
      const which = a ? 'second' : 'first';
      notCompared.push({
        section,
        reason: `the ${which} model has no such list`,
      });
    }
    return undefined;
  };
  const difference = {
    format: change(before.format, after.format),
    formatVersion: change(before.formatVersion, after.formatVersion),
    producer: change(producerOf(before), producerOf(after)),
    signature: change(before.signature, after.signature),
    opsets: lists(
      'opsets',
      before.opsets,
      after.opsets,
      by(o => o.domain),
    ),
    inputs: lists(
      'inputs',
      before.inputs,
      after.inputs,
      by(v => v.name),
    ),
    outputs: lists(
      'outputs',
      before.outputs,
      after.outputs,
      by(v => v.name),
    ),
    functions: lists(
      'functions',
      before.functions,
      after.functions,
      by(({ domain, name }) => `${domain}::${name}`),
    ),
    operators: lists(
      'operators',
      before.operators,
      after.operators,
      by(({ domain, type }) => `${domain}::${type}`),
    ),
    metadata:
      before.metadata || after.metadata
        ? compareLists(entriesOf(before), entriesOf(after), e => e.key)
        : undefined,
    tensors: lists(
      'tensors',
      before.tensorList?.map(comparedTensor),
      after.tensorList?.map(comparedTensor),
      by(tensor => tensor.name),
    ),
    nodes: lists('nodes', before.nodeList, after.nodeList, compareNodes),
    members: lists(
      'members',
      before.memberList,
      after.memberList,
      by(member => member.name),
    ),
  };
  return {
    ...judgeCompatibility(before, after),
    ...withoutUndefined(difference),
    notCompared,
  };
}

function by<T>(keyOf: (entry: T) => string) {
  return (before: readonly T[], after: readonly T[]) =>
    compareLists(before, after, keyOf);
}

function comparedTensor({ name, dtype, shape }: TensorInfo): ComparedTensor {
  return { name, dtype, shape };
}

function producerOf({ producer }: Inspection): string | undefined {
  return producer && [producer.name, producer.version].join(' ').trim();
}

function entriesOf({ metadata = {} }: Inspection) {
  return Object.entries(metadata).map(([key, value]) => ({ key, value }));
}

function change(
  from: string | undefined,
  to: string | undefined,
): Change<string> | undefined {
  return from === to ? undefined : { from: from ?? null, to: to ?? null };
}

function withoutUndefined<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as T;
}
