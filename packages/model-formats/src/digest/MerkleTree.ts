import { CreateSha256 } from './Sha256Hasher';

const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = Uint8Array.of(0x01);

/** `sha256(0x00 ‖ chunk)`; `chunk` is 1…`CHUNK_SIZE` bytes. @public */
export function merkleLeaf(
  chunk: Uint8Array,
  createHash: CreateSha256,
): Uint8Array {
  const hash = startLeaf(createHash);
  hash.update(chunk);
  return hash.digest();
}

/** A hasher that already holds the leaf prefix, for a chunk that comes in pieces. @public */
export function startLeaf(createHash: CreateSha256) {
  const hash = createHash();
  hash.update(LEAF_PREFIX);
  return hash;
}

function merkleNode(
  left: Uint8Array,
  right: Uint8Array,
  createHash: CreateSha256,
): Uint8Array {
  const hash = createHash();
  hash.update(NODE_PREFIX);
  hash.update(left);
  hash.update(right);
  return hash.digest();
}

/**
 * Root over leaves that arrive in order, in O(log n) memory.
 *
 * A node is `sha256(0x01 ‖ left ‖ right)`, an odd node is carried up
 * unchanged (the tree shape of RFC 6962 §2.1); the root of no leaves is
 * `sha256("")`.
 * @public
 */
export class MerkleTree {
  /** Roots of complete subtrees, from the largest to the smallest. */
  private readonly subtrees: { height: number; root: Uint8Array }[] = [];

  constructor(private readonly createHash: CreateSha256) {}

  append(leaf: Uint8Array): void {
    let root = leaf;
    let height = 0;
    let last = this.subtrees.at(-1);
    while (last?.height === height) {
      root = merkleNode(last.root, root, this.createHash);
      height += 1;
      this.subtrees.pop();
      last = this.subtrees.at(-1);
    }
    this.subtrees.push({ height, root });
  }

  /** Root of the leaves so far; may be asked at any time. */
  root(): Uint8Array {
    if (this.subtrees.length === 0) {
      return this.createHash().digest();
    }
    return this.subtrees
      .map(subtree => subtree.root)
      .reduceRight((right, left) => merkleNode(left, right, this.createHash));
  }
}

/** Root over all `leaves` (32 bytes each, in file order). @public */
export function merkleRoot(
  leaves: Iterable<Uint8Array>,
  createHash: CreateSha256,
): Uint8Array {
  const tree = new MerkleTree(createHash);
  for (const leaf of leaves) {
    tree.append(leaf);
  }
  return tree.root();
}
