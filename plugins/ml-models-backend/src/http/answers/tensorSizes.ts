import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import type { ModelStore } from '../../store/ModelStore';
import { HTTP_LIMITS } from '../limits';
import { tensorDocuments } from './tensorDocuments';
import { prefixOf, TensorNameNode, TensorNameTree } from './TensorNameTree';

type Group = Wire['TensorGroup'];

/** Parts below this share of all bytes are not divided: their own parts could not be seen. */
const MIN_DIVIDED_PERCENT = 1n;

/** A node on its way to a group; a `rest` is not divided any further. */
interface Part {
  node: TensorNameNode;
  family: string;
  rest?: { tensors: number; bytes: bigint };
}

/**
 * Where the bytes of one artifact lie. The largest prefix is divided first, until there are `tensorGroups`; no
 * prefix gives more than half of these, the smallest of its children are its rest. Tensors that share bytes
 * count each. Throws `ARTIFACT_NOT_FOUND`, `VERSION_NOT_FOUND`, `DOCUMENT_NOT_FOUND`.
 */
export async function tensorSizes(
  models: Pick<ModelStore, 'readDocument'>,
  model: ModelState,
  artifact: { version: string; path: string },
): Promise<Wire['TensorSizes']> {
  const { readFrom } = tensorDocuments(models, model, artifact);
  const tree = new TensorNameTree();
  let unknown = 0;
  for await (const { tensors } of readFrom(0)) {
    for (const { name, bytes } of tensors) {
      unknown += bytes === null ? 1 : 0;
      tree.add(name, BigInt(bytes ?? 0));
    }
  }
  const { root } = tree;
  return {
    groups: root.tensors === 0 ? [] : divide(root).map(groupOf),
    tensors: root.tensors,
    bytes: String(root.bytes),
    unknown,
  };
}

function divide(root: TensorNameNode): Part[] {
  const start = narrowed(root);
  let parts: Part[] = [{ node: start, family: prefixOf(start) }];
  const whole = new Set<Part>();
  for (;;) {
    const [largest] = parts
      .filter(part => !part.rest && !whole.has(part))
      .filter(
        ({ node }) =>
          node.children.size > 0 &&
          (node === start ||
            node.bytes * 100n >= root.bytes * MIN_DIVIDED_PERCENT),
      )
      .sort(bySize);
    if (!largest) {
      return parts.sort(bySize);
    }
    const pieces = piecesOf(largest, largest.node === start);
    if (parts.length - 1 + pieces.length > HTTP_LIMITS.tensorGroups) {
      whole.add(largest);
    } else {
      parts = [...parts.filter(part => part !== largest), ...pieces];
    }
  }
}

function piecesOf({ node, family }: Part, isStart: boolean): Part[] {
  const children = [...node.children.values()].sort((a, b) =>
    compare(b.bytes, a.bytes),
  );
  const kept = children.slice(0, HTTP_LIMITS.tensorGroups / 2);
  const pieces: Part[] = kept.map(child => {
    const inner = narrowed(child);
    return { node: inner, family: isStart ? prefixOf(inner) : family };
  });
  const rest = kept.reduce(
    (left, child) => ({
      tensors: left.tensors - child.tensors,
      bytes: left.bytes - child.bytes,
    }),
    { tensors: node.tensors, bytes: node.bytes },
  );
  return rest.tensors > 0 ? [...pieces, { node, family, rest }] : pieces;
}

/** The longest prefix that stands for the same tensors. */
function narrowed(node: TensorNameNode): TensorNameNode {
  let inner = node;
  for (;;) {
    const [only] = inner.children.values();
    if (inner.children.size !== 1 || only.tensors !== inner.tensors) {
      return inner;
    }
    inner = only;
  }
}

function groupOf({ node, family, rest }: Part): Group {
  const { tensors, bytes } = rest ?? node;
  const single = tensors === 1 && node.children.size === 0;
  const undivided = single ? 'tensor' : 'group';
  return {
    prefix: prefixOf(node),
    family,
    kind: rest ? 'rest' : undivided,
    tensors,
    bytes: String(bytes),
  };
}

function bySize(a: Part, b: Part): number {
  return compare((b.rest ?? b.node).bytes, (a.rest ?? a.node).bytes);
}

function compare(a: bigint, b: bigint): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
