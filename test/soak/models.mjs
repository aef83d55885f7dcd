// Models to bring in: what each step of the ingestion takes longest over.

const MIB = 1024 * 1024;

/**
 * safetensors bytes that no other model has, without the zeros at the end: `{head, size}`.
 * https://github.com/huggingface/safetensors#format
 */
export function safetensors(name, { bytes, tensors }) {
  const each = Math.max(4, Math.floor(bytes / tensors / 4) * 4);
  const header = { __metadata__: { soak: name } };
  for (let i = 0; i < tensors; i++)
    header[`model.layers.${i}.weight`] = {
      dtype: 'F32',
      shape: [each / 4],
      data_offsets: [i * each, (i + 1) * each],
    };
  const text = JSON.stringify(header);
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return {
    head: Buffer.concat([length, json]),
    size: 8 + json.length + each * tensors,
  };
}

/** `sort` → the step at which a process that works on it most probably is. */
export const SORTS = {
  // local, read in place: hashing takes longest
  bulk: { step: 'hash', bytes: 96 * MIB, tensors: 4 },
  // local: its structure takes longest
  dense: { step: 'inspect', bytes: 4, tensors: 20_000 },
  // from the slow source, into the spool
  stream: { step: 'spool', bytes: 3 * MIB, tensors: 4 },
  // local: more documents than the database's log has room for
  wide: { step: 'inspect', bytes: 4, tensors: 100_000 },
  // sent by a client
  upload: { step: 'upload', bytes: 2 * MIB, tensors: 4 },
};

/** What each round brings. */
export const EACH_ROUND = ['bulk', 'dense', 'stream', 'upload'];

export function entityOf(name, artifact) {
  return {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: { name },
    spec: {
      type: 'adapter',
      lifecycle: 'production',
      owner: 'group:default/team-imaging',
      version: '1.0.0',
      framework: 'pytorch',
      license: 'Apache-2.0',
      intendedUse: 'To be brought in whatever happens',
      inputs: [{ name: 'x', dtype: 'float32', shape: [2] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [2] }],
      artifacts: [artifact],
    },
  };
}
