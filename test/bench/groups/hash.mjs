import { writeOnnx } from '../generate/onnx.mjs';
import { speed } from '../measure.mjs';

/** Whole process against `openssl dgst`: hash, hash and structure, with leaves. */
export const hash = (label, bytes) => ({
  key: 'hash',
  title: `Hash, structure and scan: ONNX of ${label}, 10,000 nodes`,
  bytes,
  prepare(file, tools) {
    const path = file('model.onnx');
    writeOnnx(path, { bytes, nodes: 10_000, weights: 190 });
    const leaves = tools.inspect('inspect (with Merkle leaves)', path);
    return [
      tools.openssl(path),
      tools.inspect('inspect --digests sha256', '--digests', 'sha256', path),
      tools.digestsOnly('sha256', path),
      leaves,
      tools.digestsOnly('merkle', path),
      tools.onOneCore(leaves),
      tools.inspect('inspect --no-digests', '--no-digests', path),
    ];
  },
  note(runs) {
    const cost = (all, digests) =>
      `${((1 / speed(runs, all, digests) - 1) * 100).toFixed(1)} %`;
    return `Structure and scan cost ${cost(
      'inspect --digests sha256',
      'digests only, sha256',
    )} over the SHA-256 alone and ${cost(
      'inspect (with Merkle leaves)',
      'digests only, merkle',
    )} over the digests with leaves.`;
  },
});
