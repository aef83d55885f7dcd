import { writeSafetensors } from '../generate/safetensors.mjs';
import { speed } from '../measure.mjs';

const ONE = 'inspect --digests sha256, one model';
const TWO = 'inspect --digests sha256, two models';

/** Two models on two cores against one. */
export const parallel = (label, bytes) => ({
  key: 'parallel',
  title: `Two models at once: safetensors of ${label} each`,
  bytes: 2 * bytes,
  prepare(file, tools) {
    const paths = ['a', 'b'].map(name => file(`${name}.safetensors`));
    paths.forEach(path => writeSafetensors(path, { bytes, tensors: 1000 }));
    return [
      tools.inspect(ONE, '--digests', 'sha256', paths[0]),
      tools.inspect(TWO, '--digests', 'sha256', ...paths),
    ];
  },
  note: runs =>
    `Throughput of two over that of one: ${(2 * speed(runs, TWO, ONE)).toFixed(
      2,
    )}.`,
});
