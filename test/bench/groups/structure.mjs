import { writeGguf } from '../generate/gguf.mjs';
import { writeSafetensors } from '../generate/safetensors.mjs';
import { writeTorchArchive } from '../generate/torchArchive.mjs';
import { median } from '../measure.mjs';

const FORMATS = {
  safetensors: {
    what: 'safetensors of 1,000 tensors',
    write: (path, bytes) => writeSafetensors(path, { bytes, tensors: 1000 }),
  },
  pt: {
    what: 'a torch archive of 402 members',
    write: (path, bytes) => writeTorchArchive(path, { bytes, tensors: 400 }),
  },
  'pt with many members': {
    what: 'a torch archive of 2,202 members',
    write: (path, bytes) => writeTorchArchive(path, { bytes, tensors: 2200 }),
  },
  gguf: {
    what: 'GGUF of 300 tensors, 128,256 tokens, 280,147 merges',
    write: (path, bytes) =>
      writeGguf(path, {
        bytes,
        tensors: 300,
        tokens: 128_256,
        merges: 280_147,
      }),
  },
};
const HASH = 'digests only, sha256';
const STRUCTURE = 'inspect --no-digests';
const START = 'inspect --no-digests of one tensor (start-up)';

/** What the structure alone costs, as a share of the hash over the same file. */
export const structure = (format, label, bytes) => ({
  key: 'structure',
  title: `Structure beside the hash: ${FORMATS[format].what}, ${label}`,
  bytes,
  prepare(file, tools) {
    const path = file('model');
    const small = file('small.safetensors');
    FORMATS[format].write(path, bytes);
    writeSafetensors(small, { bytes: 4, tensors: 1 });
    return [
      tools.digestsOnly('sha256', path),
      tools.inspect(STRUCTURE, '--no-digests', path),
      tools.inspect(START, '--no-digests', small),
      tools.inspect('inspect --digests sha256', '--digests', 'sha256', path),
    ];
  },
  note(runs) {
    const of = name => runs.get(name).map(({ wall }) => wall);
    const share = median(
      of(STRUCTURE).map((s, i) => (s - of(START)[i]) / of(HASH)[i]),
    );
    return `Structure and scan without start-up: ${(share * 100).toFixed(
      1,
    )} % of the hash's time.`;
  },
});
