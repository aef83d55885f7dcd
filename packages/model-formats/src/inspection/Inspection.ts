/**
 * What the bytes of one model file say: the JSON that `ml-models inspect` prints, that the backend
 * stores and that the pages show. One shape for all of them; integers that may pass 2^53 are decimal
 * strings, a value that is not known is `null`, a field that does not apply is absent.
 */

/** Decided by content, never by file name. */
export const MODEL_FORMATS = [
  'onnx',
  'torchscript',
  'pytorch',
  'pytorch-legacy',
  'pickle',
  'tflite',
  'safetensors',
  'gguf',
  'keras',
  'hdf5',
  'savedmodel',
  'coreml',
  'executorch',
  'ort',
  'ggml',
  'lfs-pointer',
  'safetensors-index',
  'peft-config',
  'paddle-lite',
  'npy',
  'npz',
  'mar',
  'tar',
  'gzip',
  'zlib',
  'bzip2',
  'xz',
  'lzma',
  'lz4',
  'zstd',
  '7z',
  'rar',
  'unknown',
] as const;
/** @public */
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/**
 * `clean`: fully read and scanned, nothing found at `low` or above. `findings`: fully read, something found.
 * `unsupported`: recognised or unknown, not scanned. `failed`: malformed or over a limit, `error` is set.
 * `unsupported` and `failed` are never shown as good.
 * @public
 */
export type InspectionStatus = 'clean' | 'findings' | 'unsupported' | 'failed';

/** Ordered from worst to least. */
export const SEVERITIES = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
] as const;
/** @public */
export type Severity = (typeof SEVERITIES)[number];

/** True when `severity` is as bad as `threshold` or worse. @public */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** Where in the file: a byte offset, and for archives the member. @public */
export interface FindingLocation {
  /** bytes from the start of the file (or of `member` when that is set) */
  offset?: number;
  member?: string;
}

/** @public */
export interface Finding {
  /** stable id, `<format>/<what>`, for example `onnx/external-data-path` */
  rule: string;
  severity: Severity;
  /** English sentence; the portal translates by `rule` and `params` */
  message: string;
  params?: Record<string, string | number>;
  location?: FindingLocation;
}

/** A number, a symbolic name, or `null` when unknown. @public */
export type Dimension = number | string | null;

/**
 * An input or output. A tensor has `dtype` and `shape` (`null` = unknown rank); any other value has `type`
 * (`sequence`, `map`, `optional`, `sparse`, `opaque`; for TorchScript the type as written in `forward`).
 * @public
 */
export interface ValueInfo {
  name: string;
  dtype?: string;
  shape?: Dimension[] | null;
  type?: string;
}

/** @public */
export interface OperatorCount {
  /** `ai.onnx` is written as `""`; TFLite custom operators stand under `custom`; those of TorchScript under the namespace of their schema */
  domain: string;
  type: string;
  count: number;
}

/** @public */
export interface TensorInfo {
  name: string;
  /** `float32`, `int8`, `bfloat16` …; a block-quantised format's own name in lower case (`q4_k`) */
  dtype: string;
  shape: Dimension[];
  /** bytes from the start of the file (of the member's data in archives); `null` when the bytes are elsewhere */
  offset: number | null;
  /** decimal string of the stored size in bytes; `null` when not known */
  bytes: string | null;
  /** archive member that holds the bytes; equal `storage` and `offset` mean shared */
  storage?: string;
}

/** @public */
export interface TensorSummary {
  count: number;
  /** sum of element counts, decimal string */
  parameters: string;
  /** sum of stored bytes, decimal string */
  bytes: string;
  /** tensors per dtype */
  dtypes: Record<string, number>;
}

/** A file beside this one that the model needs to be complete, as declared inside it; never opened by path. @public */
export interface DeclaredCompanion {
  /** path exactly as written in the file */
  location: string;
  /** decimal strings; the furthest byte that any tensor needs of it */
  requiredBytes: string | null;
  /** set when the path is refused (absolute, `..`, empty …) */
  refused?: string;
}

/** TFLite signature, or another named entry point. @public */
export interface NamedSignature {
  key: string;
  inputs: ValueInfo[];
  outputs: ValueInfo[];
}

/**
 * What an adapter (LoRA and its kin) says of itself: from tensors where they
 * tell, else from metadata. `null` when it is not stated.
 * @public
 */
export interface AdapterFacts {
  /** whose names the tensors and keys follow */
  convention: 'kohya' | 'peft' | 'modelspec' | 'gguf';
  /** `lora`, `loha`, `lokr`, `dora` … */
  type: string;
  baseModel: string | null;
  /** the rank of all layers; `null` when they differ or none is stated */
  rank: number | null;
  /** layers per rank, keyed by the rank */
  ranks?: Record<string, number>;
  /** scaling numerator of all layers; `null` when they differ or none is stated */
  alpha: number | null;
  /** modules that are adapted, sorted; cut at the limit `values` */
  targets: string[];
}

/** A digest that the file declares of its own content, recomputed where the hash was at hand. @public */
export interface DeclaredDigest {
  /** the key that declares it, for example `sshs_model_hash` */
  name: string;
  /** as written, without a `0x` prefix, lower case */
  declared: string;
  /** lower-case hex, `null` when it was not computed */
  computed: string | null;
  outcome: 'match' | 'mismatch' | 'not_computed';
  /** why it was not computed */
  reason?: string;
}

/** A part of the file that is digested apart, for it acts apart (a chat template, a tokenizer). @public */
export interface DigestedPart {
  name: string;
  /** decimal string */
  bytes: string;
  /** `sha256:` + hex; `null` when no hash was at hand */
  sha256: string | null;
}

/** One node or operator of a graph, for structural comparison. @public */
export interface NodeInfo {
  /** may be empty and need not be unique */
  name: string;
  domain: string;
  type: string;
  inputs: string[];
  outputs: string[];
  /** short text per attribute; a tensor as dtype and shape */
  attributes?: Record<string, string>;
  /** path of the inner graph or function that holds it; absent in the main graph */
  graph?: string;
}

/** One member of an archive, as its directory says. @public */
export interface MemberInfo {
  name: string;
  /** decimal string, uncompressed */
  bytes: string;
  /** eight hex digits, as declared */
  crc32: string;
}

/** @public */
export interface InspectionError {
  code: FormatErrorCode;
  message: string;
  /** bytes from the start of the file where reading stopped */
  offset?: number;
}

/** Why a file could not be read. `docs/errors.md` is the table of all of them. */
export const FORMAT_ERROR_CODES = [
  'EMPTY',
  'TRUNCATED',
  'MALFORMED',
  'LIMIT_EXCEEDED',
  'UNSUPPORTED_VERSION',
  'INVALID_UTF8',
  'INTEGER_OVERFLOW',
  'DUPLICATE',
  'OUT_OF_RANGE',
  'ENCRYPTED',
  'CRC_MISMATCH',
  /** the bytes could not be fetched from the disk or peer; the file may be fine: retry */
  'READ_ERROR',
  'TIMEOUT',
  'OUT_OF_MEMORY',
  'CANCELLED',
  'INTERNAL',
] as const;
/** @public */
export type FormatErrorCode = (typeof FORMAT_ERROR_CODES)[number];

/** What one reader says of one file; no path, size or digests (whoever holds the bytes adds those). @public */
export interface Inspection {
  format: ModelFormat;
  /** ONNX IR version, TFLite schema version, GGUF version, archive version …, as a decimal string */
  formatVersion?: string;
  status: InspectionStatus;
  producer?: { name: string; version?: string };
  opsets?: { domain: string; version: number }[];
  inputs?: ValueInfo[];
  outputs?: ValueInfo[];
  /** TorchScript: text of `forward` as `forward(self, x: Tensor, k: int=2) -> Tensor` */
  signature?: string;
  signatures?: NamedSignature[];
  functions?: { domain: string; name: string }[];
  operators?: OperatorCount[];
  tensors?: TensorSummary;
  /** present only when asked for */
  tensorList?: TensorInfo[];
  /** only strings; long values are cut at the limit and end in `…` */
  metadata?: Record<string, string>;
  companions?: DeclaredCompanion[];
  adapter?: AdapterFacts;
  declaredDigests?: DeclaredDigest[];
  parts?: DigestedPart[];
  /** present only when `structure` was asked for */
  nodeList?: NodeInfo[];
  /** archives; present only when `structure` was asked for */
  memberList?: MemberInfo[];
  findings: Finding[];
  /** set exactly when `status` is `failed` */
  error?: InspectionError;
}

/** Digests of one whole file. @public */
export interface FileDigests {
  /** `sha256:` + 64 lower-case hex digits */
  sha256: string;
  /** absent when leaves were not asked for */
  merkleRoot?: string;
  /** bytes per leaf */
  chunkSize?: number;
}

/** One file's answer: what `inspect` prints as one JSON line. @public */
export interface FileInspection extends Inspection {
  path: string;
  /** bytes */
  size: number;
  digests?: FileDigests;
  /** leaves of the Merkle tree in order, present only when asked for */
  chunks?: string[];
}
