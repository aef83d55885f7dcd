/** One bound on what a file may make a reader do. @public */
export interface Limit {
  value: number;
  unit: string;
  /** weakness class that the bound answers */
  cwe: string;
  reason: string;
}

const MiB = 1024 * 1024;

/**
 * Every bound of this package. A file over one of them ends `failed` with
 * `LIMIT_EXCEEDED`, except where the reason says that only the answer is cut.
 * @public
 */
export const LIMITS = {
  nameBytes: {
    value: 64 * 1024,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason: 'one identifier; real ones stay below 1 KiB',
  },
  metadataEntries: {
    value: 1_000,
    unit: 'entries',
    cwe: 'CWE-770',
    reason: 'answer is cut, with a finding; kohya LoRA files carry about 100',
  },
  metadataValueChars: {
    value: 4_096,
    unit: 'UTF-16 code units',
    cwe: 'CWE-770',
    reason: 'value is cut and ends in …; training tags can be megabytes',
  },
  values: {
    value: 10_000,
    unit: 'inputs, outputs or opsets',
    cwe: 'CWE-770',
    reason: 'the largest language models with caches have about 500',
  },
  operatorTypes: {
    value: 10_000,
    unit: 'distinct operator types',
    cwe: 'CWE-770',
    reason: 'all of ONNX has about 300, functions of one file a few thousand',
  },
  functions: {
    value: 20_000,
    unit: 'functions',
    cwe: 'CWE-770',
    reason: 'PyTorch 2 exports stay below 2,000',
  },
  tensors: {
    value: 1_000_000,
    unit: 'tensors',
    cwe: 'CWE-770',
    reason: 'mixture-of-experts shards stay below 100,000',
  },
  rank: {
    value: 64,
    unit: 'dimensions',
    cwe: 'CWE-770',
    reason: 'PyTorch itself stops at 64',
  },
  findings: {
    value: 500,
    unit: 'findings',
    cwe: 'CWE-770',
    reason: 'answer is cut, with a last finding that says so',
  },
  graphDepth: {
    value: 64,
    unit: 'nested graphs',
    cwe: 'CWE-674',
    reason: 'readers recurse; 27 KB of nested If overflow the stack of others',
  },
  messageDepth: {
    value: 512,
    unit: 'nested protobuf messages',
    cwe: 'CWE-674',
    reason: 'readers recurse; 64 nested graphs take 192',
  },
  graphs: {
    value: 1_000_000,
    unit: 'graphs and functions',
    cwe: 'CWE-770',
    reason: 'exporters of loops write some hundreds',
  },
  names: {
    value: 2_000_000,
    unit: 'distinct names of values',
    cwe: 'CWE-770',
    reason:
      'each costs about 30 bytes and its text; 270,000 nodes have 300,000',
  },
  namesBytes: {
    value: 128 * MiB,
    unit: 'bytes of distinct names',
    cwe: 'CWE-789',
    reason: 'kept to compare; the longest genuine ones have 200 bytes each',
  },
  identifiers: {
    value: 100_000,
    unit: 'distinct operator types, domains, attribute names, metadata keys',
    cwe: 'CWE-770',
    reason: 'all of ONNX has about 1,000',
  },
  operatorUses: {
    value: 1_000_000,
    unit: 'distinct operators per function, summed',
    cwe: 'CWE-770',
    reason: '2,000 functions of 30 operators are the largest genuine models',
  },
  inlinedNodes: {
    value: 100_000_000,
    unit: 'nodes with all functions written out',
    cwe: 'CWE-409',
    reason: 'a finding, no failure; functions that double 30 times are 3 KB',
  },
  nodeList: {
    value: 500_000,
    unit: 'listed nodes',
    cwe: 'CWE-770',
    reason: 'answer is cut, with a finding; about 500 bytes each',
  },
  companions: {
    value: 10_000,
    unit: 'external data files',
    cwe: 'CWE-770',
    reason: 'one file per tensor is the worst genuine layout',
  },
  archiveEntries: {
    value: 200_000,
    unit: 'members',
    cwe: 'CWE-770',
    reason: 'one per storage; the largest genuine archives have some 10,000',
  },
  centralDirectoryBytes: {
    value: 64 * MiB,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason: 'held in memory at once; 200,000 members with 256-byte names',
  },
  memberBytes: {
    value: 64 * MiB,
    unit: 'bytes after inflating',
    cwe: 'CWE-409',
    reason: 'pickles and code are held in memory; storages never are',
  },
  inflatedBytes: {
    value: 256 * MiB,
    unit: 'bytes per archive',
    cwe: 'CWE-409',
    reason: 'sum over all members that had to be inflated',
  },
  checksumBytes: {
    value: 256 * MiB,
    unit: 'bytes per archive',
    cwe: 'CWE-834',
    reason:
      'members that are read for nothing but their checksum, which takes half a second; over it none is, with a finding',
  },
  inflateRatio: {
    value: 200,
    unit: 'times',
    cwe: 'CWE-409',
    reason: 'for members over 1 MiB; code reaches 20, zeros 1,000',
  },
  pickleOpcodes: {
    value: 20_000_000,
    unit: 'opcodes',
    cwe: 'CWE-834',
    reason: 'a tensor takes about 40',
  },
  suspectedOpcodes: {
    value: 10_000_000,
    unit: 'opcodes per file',
    cwe: 'CWE-834',
    reason: 'data that only may be a pickle; a finding says where it ended',
  },
  pickleValues: {
    value: 2_000_000,
    unit: 'containers, calls and references',
    cwe: 'CWE-770',
    reason: 'each costs about 100 bytes; a tensor takes about 6',
  },
  pickleDepth: {
    value: 512,
    unit: 'nested values',
    cwe: 'CWE-674',
    reason: 'naming tensors recurses over modules',
  },
  torchModules: {
    value: 100_000,
    unit: 'modules',
    cwe: 'CWE-770',
    reason: 'nodes of the module tree; the largest models have some 10,000',
  },
  safetensorsHeaderBytes: {
    value: 100_000_000,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason: 'the cap of the format itself (safetensors README, Format)',
  },
  safetensorsMetadataChars: {
    value: 32 * MiB,
    unit: 'UTF-16 code units of metadata kept',
    cwe: 'CWE-770',
    reason: 'values are cut first; training metadata has some 100 KiB',
  },
  jsonBytes: {
    value: 64 * MiB,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason: 'an index names every tensor: 100,000 take 10 MiB',
  },
  jsonDepth: {
    value: 32,
    unit: 'nested values',
    cwe: 'CWE-674',
    reason: 'the reader recurses; real configurations nest 4 deep',
  },
  jsonValues: {
    value: 100_000,
    unit: 'values',
    cwe: 'CWE-770',
    reason: 'held in memory; an adapter configuration has about 100',
  },
  ggufKeys: {
    value: 100_000,
    unit: 'metadata keys',
    cwe: 'CWE-770',
    reason: 'each name is kept to find duplicates; real files have about 50',
  },
  ggufNameBytes: {
    value: 64 * MiB,
    unit: 'bytes of keys and tensor names per file',
    cwe: 'CWE-789',
    reason: 'kept to find duplicates; a million names of 64 bytes',
  },
  ggufArrayElements: {
    value: 100_000_000,
    unit: 'array elements per file',
    cwe: 'CWE-834',
    reason: 'strings are stepped over one by one; vocabularies have 500,000',
  },
  ggufArrayDepth: {
    value: 4,
    unit: 'nested arrays',
    cwe: 'CWE-674',
    reason: 'the reader recurses; ggml itself refuses an array in an array',
  },
  ggufAlignment: {
    value: 64 * 1024,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason: 'padding is read to see that it is zero; real files have 32',
  },
  chatTemplateBytes: {
    value: 1 * MiB,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason: 'held in memory to be read; the longest have some 20 KiB',
  },
  configBytes: {
    value: 16 * MiB,
    unit: 'bytes',
    cwe: 'CWE-789',
    reason:
      'a model’s configuration as JSON, parsed at once; real ones stay below 2 MiB',
  },
  configDepth: {
    value: 256,
    unit: 'open brackets',
    cwe: 'CWE-674',
    reason: 'each costs the JSON parser 70 bytes; models of models have 30',
  },
  hdf5Objects: {
    value: 500_000,
    unit: 'objects, tree nodes and heap entries visited',
    cwe: 'CWE-834',
    reason: 'shared addresses make a small file an endless walk',
  },
  hdf5Messages: {
    value: 1_000_000,
    unit: 'messages of object headers',
    cwe: 'CWE-834',
    reason: 'the same; an object has about ten',
  },
  flatbufferElements: {
    value: 100_000_000,
    unit: 'vector elements and characters visited',
    cwe: 'CWE-834',
    reason: 'the same: one long vector named by many tables',
  },
  flatbufferTables: {
    value: 1_000_000,
    unit: 'tables visited',
    cwe: 'CWE-834',
    reason:
      'the bound of flatbuffers::Verifier; shared offsets make a small file an endless walk',
  },
} as const satisfies Record<string, Limit>;

/** @public */
export type LimitName = keyof typeof LIMITS;

/** Values in force for one inspection. @public */
export type Limits = Readonly<Record<LimitName, number>>;

/** `overrides` on top of the table. @public */
export function resolveLimits(overrides: Partial<Limits> = {}): Limits {
  const limits: Partial<Record<LimitName, number>> = {};
  for (const name of Object.keys(LIMITS) as LimitName[]) {
    limits[name] = overrides[name] ?? LIMITS[name].value;
  }
  return limits as Limits;
}
