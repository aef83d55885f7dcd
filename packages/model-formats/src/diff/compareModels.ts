import { Inspection, NodeInfo, TensorInfo } from '../inspection';
import { compareLists } from './compareLists';
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
    keyOf: (entry: T) => string,
  ): ListDifference<T> | undefined => {
    if (a && b) {
      return compareLists(a, b, keyOf);
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
    opsets: lists('opsets', before.opsets, after.opsets, o => o.domain),
    inputs: lists('inputs', before.inputs, after.inputs, v => v.name),
    outputs: lists('outputs', before.outputs, after.outputs, v => v.name),
    functions: lists(
      'functions',
      before.functions,
      after.functions,
      ({ domain, name }) => `${domain}::${name}`,
    ),
    operators: lists(
      'operators',
      before.operators,
      after.operators,
      ({ domain, type }) => `${domain}::${type}`,
    ),
    metadata:
      before.metadata || after.metadata
        ? compareLists(entriesOf(before), entriesOf(after), e => e.key)
        : undefined,
    tensors: lists(
      'tensors',
      before.tensorList?.map(comparedTensor),
      after.tensorList?.map(comparedTensor),
      tensor => tensor.name,
    ),
    nodes: lists('nodes', before.nodeList, after.nodeList, nodeKey),
    members: lists(
      'members',
      before.memberList,
      after.memberList,
      member => member.name,
    ),
  };
  return {
    ...judgeCompatibility(before, after),
    ...withoutUndefined(difference),
    notCompared,
  };
}

/** Names are optional and need not be unique; the first output is both (ONNX IR, SSA). */
function nodeKey({ name, graph = '', outputs, type }: NodeInfo): string {
  return `${graph}/${name || outputs.find(Boolean) || type}`;
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
