import { writeSafetensors } from '../generate/safetensors.mjs';
import { writeTflite } from '../generate/tflite.mjs';
import { median } from '../measure.mjs';

const WHOLE = 'npm flatbuffers, whole file in memory';
const OURS = 'inspect --no-digests';
const NODE = 'Node alone (start-up)';
const START = 'inspect --no-digests of one tensor (start-up)';

/** Against reading the whole file into memory. */
export const tflite = (label, bytes) => ({
  key: 'tflite',
  title: `TFLite of ${label}, 2,000 constants strewn over the file`,
  bytes,
  prepare(file, tools) {
    const path = file('model.tflite');
    const small = file('small.safetensors');
    writeTflite(path, { bytes, constants: 2000 });
    writeSafetensors(small, { bytes: 4, tensors: 1 });
    return [
      tools.flatbuffers(WHOLE, path),
      tools.inspect(OURS, '--no-digests', path),
      tools.inspect('inspect --digests sha256', '--digests', 'sha256', path),
      tools.nodeAlone(NODE),
      tools.inspect(START, '--no-digests', small),
    ];
  },
  note(runs) {
    const of = name => runs.get(name).map(({ wall }) => wall);
    const times = median(
      of(WHOLE).map(
        (whole, i) => (whole - of(NODE)[i]) / (of(OURS)[i] - of(START)[i]),
      ),
    );
    return `Without what each takes to start: ${times.toFixed(
      1,
    )} times the speed.`;
  },
});
