import { writeOnnx } from '../generate/onnx.mjs';

/** Against what reads ONNX today. Ours hashes as well; the peers do not. */
export const onnx = (label, size) => ({
  key: 'onnx',
  title: `ONNX: ${label}`,
  bytes: size.bytes,
  prepare(file, tools) {
    const path = file('model.onnx');
    writeOnnx(path, { weights: 190, ...size });
    return [
      tools.onnxLoadCheck(path),
      tools.onnxProto(path),
      tools.inspect('inspect --digests sha256', '--digests', 'sha256', path),
      tools.inspect('inspect --no-digests', '--no-digests', path),
    ];
  },
});
