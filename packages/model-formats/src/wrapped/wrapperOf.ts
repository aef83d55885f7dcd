/** Containers and programs that no model is, and packed content. */
export interface Wrapper {
  kind:
    | 'gzip'
    | 'zlib'
    | 'bzip2'
    | 'xz'
    | 'lzma'
    | 'lz4'
    | 'zstd'
    | '7z'
    | 'rar'
    | 'zip'
    | 'program';
  /** for messages */
  label: string;
}

const SIGNATURES: readonly (Wrapper & { bytes: readonly number[] })[] = [
  { kind: 'zip', label: 'ZIP archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  {
    kind: '7z',
    label: '7z archive',
    bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  },
  {
    kind: 'rar',
    label: 'RAR archive',
    bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  },
  {
    kind: 'xz',
    label: 'xz stream',
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  },
  { kind: 'zstd', label: 'Zstandard frame', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'lz4', label: 'LZ4 frame', bytes: [0x04, 0x22, 0x4d, 0x18] },
  {
    kind: 'lzma',
    label: 'LZMA stream',
    bytes: [0x5d, 0x00, 0x00, 0x80, 0x00],
  },
  { kind: 'program', label: 'ELF program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  {
    kind: 'program',
    label: 'Windows program',
    bytes: [0x4d, 0x5a, 0x90, 0x00],
  },
  {
    kind: 'program',
    label: 'Mach-O program',
    bytes: [0xcf, 0xfa, 0xed, 0xfe],
  },
];
const PI = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

/** 1 at each byte by which a wrapper can begin. */
const FIRST = new Uint8Array(256);
for (const { bytes } of SIGNATURES) {
  FIRST[bytes[0]] = 1;
}
for (const first of [0x1f, 0x42, 0x23, 0x08, 0x18, 0x28, 0x38, 0x48, 0x58]) {
  FIRST[first] = 1;
}
FIRST[0x68] = 1;
FIRST[0x78] = 1;

/** Whether content that begins so has to be looked at any further. */
export function mayBeWrapper(first: number): boolean {
  return FIRST[first] === 1;
}

/** What the first bytes say that the content is packed in. */
export function wrapperOf(head: Uint8Array): Wrapper | undefined {
  if (!mayBeWrapper(head[0])) {
    return undefined;
  }
  if (isGzip(head)) {
    return { kind: 'gzip', label: 'gzip stream' };
  }
  const known = SIGNATURES.find(({ bytes }) =>
    bytes.every((byte, i) => head[i] === byte),
  );
  if (known) {
    return known;
  }
  if (isBzip2(head)) {
    return { kind: 'bzip2', label: 'bzip2 stream' };
  }
  if (isScript(head)) {
    return { kind: 'program', label: 'script' };
  }
  return isZlib(head) ? { kind: 'zlib', label: 'zlib stream' } : undefined;
}

/** RFC 1952 §2.3: deflate, reserved flags zero. */
function isGzip(head: Uint8Array): boolean {
  return (
    head[0] === 0x1f &&
    head[1] === 0x8b &&
    head[2] === 8 &&
    (head[3] & 0xe0) === 0
  );
}

/** RFC 1950 §2.2: deflate, a check of 31, no preset dictionary. */
function isZlib(head: Uint8Array): boolean {
  return (
    head.length > 2 &&
    (head[0] & 0x8f) === 8 &&
    ((head[0] << 8) | head[1]) % 31 === 0 &&
    (head[1] & 0x20) === 0
  );
}

/** “BZh”, the block size and the first block’s number. */
function isBzip2(head: Uint8Array): boolean {
  return (
    head[0] === 0x42 &&
    head[1] === 0x5a &&
    head[2] === 0x68 &&
    PI.every((byte, i) => head[4 + i] === byte)
  );
}

function isScript(head: Uint8Array): boolean {
  return (
    head[0] === 0x23 &&
    head[1] === 0x21 &&
    (head[2] === 0x2f || (head[2] === 0x20 && head[3] === 0x2f))
  );
}
