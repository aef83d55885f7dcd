import { HTTP_LIMITS } from '../limits';

const SEPARATORS = /[./]/g;
/** Deeper parts of a name stay together. */
const MAX_DEPTH = 16;

/** Tensors below one prefix. */
export interface TensorNameNode {
  /** a name that begins with the prefix */
  sample: string;
  /** length of the prefix in `sample` */
  length: number;
  tensors: number;
  bytes: bigint;
  children: Map<string, TensorNameNode>;
}

/** `model.layers.0` of any node. */
export function prefixOf(node: TensorNameNode): string {
  return node.sample.slice(0, node.length);
}

/**
 * Sums sizes over the dotted prefixes of tensor names. Holds at most `groupedPrefixes` nodes: names that
 * would need more count for the longest prefix that is there.
 */
export class TensorNameTree {
  readonly root = newNode('', 0);
  #nodes = 1;

  add(name: string, bytes: bigint): void {
    let node = this.root;
    count(node, bytes);
    for (const end of prefixEnds(name)) {
      const part = name.slice(node.length, end);
      let child = node.children.get(part);
      if (!child) {
        if (this.#nodes === HTTP_LIMITS.groupedPrefixes) {
          return;
        }
        child = newNode(name, end);
        node.children.set(part, child);
        this.#nodes += 1;
      }
      count(child, bytes);
      node = child;
    }
  }
}

function newNode(sample: string, length: number): TensorNameNode {
  return { sample, length, tensors: 0, bytes: 0n, children: new Map() };
}

function count(node: TensorNameNode, bytes: bigint): void {
  node.tensors += 1;
  node.bytes += bytes;
}

/** Where the prefixes of a name end, the whole name last. */
function prefixEnds(name: string): number[] {
  const ends: number[] = [];
  for (const { index } of name.matchAll(SEPARATORS)) {
    if (ends.length === MAX_DEPTH - 1) {
      break;
    }
    if (index > 0) {
      ends.push(index);
    }
  }
  return [...ends, name.length];
}
