import { LeafDigester, LeafDigests } from './LeafDigester';
import { formatSha256 } from './sha256Digest';
import { CreateSha256, Sha256Hasher } from './Sha256Hasher';

/** @public */
export interface FileDigesterOptions {
  /** also compute leaves and Merkle root; costs a second SHA-256 over all bytes; default true */
  leaves?: boolean;
}

/** Digests of a whole file in `sha256:` form; the tree only when it was asked for. @public */
export interface FileDigesterResult extends Partial<LeafDigests> {
  sha256: string;
}

/**
 * Whole-file SHA-256 and, unless turned off, the Merkle tree over a stream
 * that may come in pieces of any size.
 * @public
 */
export class FileDigester {
  private readonly whole: Sha256Hasher;
  private readonly tree: LeafDigester | undefined;

  constructor(createHash: CreateSha256, options: FileDigesterOptions = {}) {
    this.whole = createHash();
    this.tree =
      options.leaves === false ? undefined : new LeafDigester(createHash);
  }

  update(data: Uint8Array): void {
    this.whole.update(data);
    this.tree?.update(data);
  }

  /** To be called once, at the end of the bytes. */
  digest(): FileDigesterResult {
    return {
      sha256: formatSha256(this.whole.digest()),
      ...this.tree?.digest(),
    };
  }
}
