import { Inflate, inflateSync } from 'fflate';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import {
  ByteSource,
  bytesSource,
  readCopy,
  subSource,
} from '../source/ByteSource';
import { checkChecksums } from './checkChecksums';
import { crc32 } from './crc32';
import { readCentralDirectory } from './readCentralDirectory';
import { DEFLATED, STORED, ZipEntry } from './ZipEntry';

/**
 * The inflater gives back what a step made only when it is done with it, and
 * deflate makes up to 1,032 times as much.
 */
const INFLATE_STEP = 16 * 1024;
const HEAD_INFLATE_STEP = 512;
/**
 * Up to here a member is inflated at once into a buffer of its stated size: the
 * streaming inflater allocates 100 KB and grows its buffers for each. Nothing is
 * written behind the buffer, and a member of one packed step bounds the work
 * for those that lie about their size, as it does when streaming.
 */
const SMALL_MEMBER = 1024 * 1024;
/** Below this an inflated member is never called a bomb. */
const RATIO_FROM_BYTES = 1024 * 1024;

/** Thrown through the inflater when enough bytes have come. */
class Enough extends Error {}

/** Members of one archive, read under the limits of `context`. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  /** why the directory could not be read to its end; `entries` come before */
  readonly error: FormatError | undefined;
  private readonly byName: Map<string, ZipEntry>;
  /** 1 at each entry whose checksum was compared */
  private readonly compared: Uint8Array;
  private inflated = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly context: InspectionContext,
    start = 0,
  ) {
    const directory = readCentralDirectory(source, context, start);
    this.entries = directory.entries;
    this.error = directory.error;
    this.byName = directory.byName;
    this.compared = new Uint8Array(this.entries.length);
    if (!directory.isStored) {
      this.checkRatios();
    }
  }

  /** The last member of that name, as most readers take it. */
  get(name: string): ZipEntry | undefined {
    return this.byName.get(name);
  }

  /**
   * The whole member, its checksum compared. Throws `LIMIT_EXCEEDED` over
   * `memberBytes` or `inflatedBytes`.
   */
  read(entry: ZipEntry): Uint8Array {
    this.context.assertLimit('memberBytes', entry.size, entry.headerOffset);
    const content = this.head(entry, entry.size, true);
    if (content.length !== entry.size) {
      throw new FormatError(
        'MALFORMED',
        `“${entry.name}” has ${content.length} bytes instead of ${entry.size}`,
        { offset: entry.dataOffset },
      );
    }
    this.compare(entry, (this.context.crc32 ?? crc32)(content, 0));
    return content;
  }

  /** The content of a stored member, of another one its first `length` bytes. */
  open(entry: ZipEntry, length: number): ByteSource {
    return entry.method === STORED && entry.unreadable === undefined
      ? subSource(this.source, entry.dataOffset, entry.compressedSize)
      : bytesSource(this.head(entry, Math.min(length, entry.size), false));
  }

  /**
   * Compares the checksums of all members that were not read so far: to be
   * called last. Says it of those that were not, for they are too large.
   */
  checkRest(): void {
    const { entries, compared, context } = this;
    checkChecksums(
      entries.filter(({ index }) => compared[index] === 0),
      this,
      context.limits.inflatedBytes - this.inflated,
      context,
    );
  }

  /** Reports a wrong checksum of a member. */
  compare(entry: ZipEntry, crc: number): void {
    this.compared[entry.index] = 1;
    if (crc !== entry.crc) {
      // PyTorch can write archives without checksums and ignores them on
      // load, so a wrong one never ends the scan (CVE-2025-10156).
      this.context.report(
        'zip/crc-mismatch',
        'the checksum of the member is wrong',
        { offset: entry.dataOffset, member: entry.name },
      );
    }
  }

  private head(entry: ZipEntry, length: number, all: boolean): Uint8Array {
    if (entry.unreadable !== undefined) {
      throw new FormatError('MALFORMED', `${entry.name}: ${entry.unreadable}`, {
        offset: entry.headerOffset,
      });
    }
    if (entry.method === STORED) {
      return readCopy(
        this.source,
        entry.dataOffset,
        Math.min(length, entry.compressedSize),
      );
    }
    if (entry.method !== DEFLATED) {
      throw new FormatError(
        'MALFORMED',
        `“${entry.name}” is packed by method ${entry.method}`,
        { offset: entry.headerOffset },
      );
    }
    return (
      this.inflateSmall(entry, length, all) ?? this.inflate(entry, length, all)
    );
  }

  /** `undefined` when the member is not small, or not what it states. */
  private inflateSmall(
    entry: ZipEntry,
    length: number,
    all: boolean,
  ): Uint8Array | undefined {
    const { compressedSize: packed, dataOffset } = entry;
    if (packed === 0 || packed > INFLATE_STEP || length > SMALL_MEMBER) {
      return undefined;
    }
    const bytes = readCopy(this.source, dataOffset, packed);
    let content: Uint8Array;
    try {
      // One byte more shows that there is more.
      content = inflateSync(bytes, { out: new Uint8Array(length + 1) });
    } catch {
      // Streaming says what of it can be read, and what is wrong.
      return undefined;
    }
    if (all && content.length > length) {
      return undefined;
    }
    this.count(content.length, entry);
    return content.subarray(0, length);
  }

  private count(bytes: number, entry: ZipEntry): void {
    this.inflated += bytes;
    this.context.assertLimit(
      'inflatedBytes',
      this.inflated,
      entry.headerOffset,
    );
  }

  private inflate(entry: ZipEntry, length: number, all: boolean): Uint8Array {
    const parts: Uint8Array[] = [];
    let filled = 0;
    const inflater = new Inflate(part => {
      filled += part.length;
      parts.push(part);
      this.count(part.length, entry);
      if (filled > length) {
        throw new Enough();
      }
    });
    try {
      const end = entry.dataOffset + entry.compressedSize;
      const stride = all ? INFLATE_STEP : HEAD_INFLATE_STEP;
      for (let at = entry.dataOffset; at < end; at += stride) {
        const step = Math.min(stride, end - at);
        inflater.push(readCopy(this.source, at, step), at + step === end);
      }
    } catch (error) {
      if (error instanceof FormatError) {
        throw error;
      }
      if (!(error instanceof Enough)) {
        throw new FormatError(
          'MALFORMED',
          `“${entry.name}” cannot be inflated`,
          { offset: entry.dataOffset, cause: error },
        );
      }
      if (all) {
        throw new FormatError(
          'MALFORMED',
          `“${entry.name}” inflates to more than the ${entry.size} bytes it states`,
          { offset: entry.dataOffset },
        );
      }
    }
    const content = new Uint8Array(Math.min(filled, length));
    let at = 0;
    for (const part of parts) {
      const rest = content.length - at;
      content.set(part.length > rest ? part.subarray(0, rest) : part, at);
      at = Math.min(content.length, at + part.length);
    }
    return content;
  }

  /** Of each member, and of all together: many small bombs are one. */
  private checkRatios(): void {
    const { entries, context } = this;
    const { inflateRatio, inflatedBytes } = context.limits;
    let allSizes = 0;
    let allPacked = 0;
    for (const entry of entries) {
      const { method, size, compressedSize } = entry;
      if (method !== STORED) {
        allSizes += size;
        allPacked += compressedSize;
      }
      if (size > RATIO_FROM_BYTES && size > compressedSize * inflateRatio) {
        context.report(
          'zip/ratio',
          `${compressedSize} bytes inflate to ${size}`,
          { offset: entry.headerOffset, member: entry.name },
        );
      }
    }
    if (allSizes > inflatedBytes && allSizes > allPacked * inflateRatio) {
      context.report(
        'zip/ratio',
        `${allPacked} bytes inflate to ${allSizes} in all members`,
      );
    }
  }
}
