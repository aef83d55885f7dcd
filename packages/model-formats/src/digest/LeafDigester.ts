import { CHUNK_SIZE } from './CHUNK_SIZE';
import { MerkleTree, startLeaf } from './MerkleTree';
import { formatSha256 } from './sha256Digest';
import { CreateSha256, Sha256Hasher } from './Sha256Hasher';

/** Leaves and root in `sha256:` form. @public */
export interface LeafDigests {
  merkleRoot: string;
  /** bytes per leaf */
  chunkSize: number;
  /** one per chunk in file order; empty for an empty file */
  leaves: string[];
}

/**
 * Cuts a stream of any chunking into leaves. `onLeaf` is called as each leaf
 * is complete, in order, so that a caller can stop at the first bad one.
 * @public
 */
export class LeafDigester {
  private readonly tree: MerkleTree;
  private readonly leaves: string[] = [];
  private hash: Sha256Hasher | undefined;
  private filled = 0;

  constructor(
    private readonly createHash: CreateSha256,
    private readonly onLeaf?: (leaf: string, index: number) => void,
  ) {
    this.tree = new MerkleTree(createHash);
  }

  update(data: Uint8Array): void {
    let start = 0;
    while (start < data.length) {
      this.hash ??= startLeaf(this.createHash);
      const end = Math.min(data.length, start + CHUNK_SIZE - this.filled);
      this.hash.update(data.subarray(start, end));
      this.filled += end - start;
      start = end;
      if (this.filled === CHUNK_SIZE) {
        this.closeLeaf(this.hash);
      }
    }
  }

  /** To be called once, at the end of the bytes. */
  digest(): LeafDigests {
    if (this.hash) {
      this.closeLeaf(this.hash);
    }
    return {
      merkleRoot: formatSha256(this.tree.root()),
      chunkSize: CHUNK_SIZE,
      leaves: this.leaves,
    };
  }

  private closeLeaf(hash: Sha256Hasher): void {
    const leaf = hash.digest();
    const text = formatSha256(leaf);
    this.tree.append(leaf);
    this.leaves.push(text);
    this.hash = undefined;
    this.filled = 0;
    this.onLeaf?.(text, this.leaves.length - 1);
  }
}
