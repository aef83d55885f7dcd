import { gzipSync, zlibSync } from 'fflate';
import { SAVEDMODEL_CASES } from '../corpus/savedmodelCases';
import { fixtureSeeds } from './fixtureSeeds';
import { FormatFuzzer } from './FormatFuzzer';
import { damage } from './pickOf';

const INDEX = `{"metadata": {"total_size": 24}, "weight_map": {
  "a.weight": "model-00001-of-00002.safetensors",
  "b.weight": "model-00002-of-00002.safetensors"}}`;
const PEFT = `{"peft_type": "LORA", "base_model_name_or_path": "org/base", "r": 8,
  "lora_alpha": 16, "lora_dropout": 0.1, "bias": "none", "task_type": "CAUSAL_LM",
  "rank_pattern": {"q_proj": 4}, "target_modules": ["q_proj", "v_proj"]}`;
const POINTER = `version https://git-lfs.github.com/spec/v1
oid sha256:${'0'.repeat(64)}
size 12345
`;

/**
 * Formats without a fuzzer of their own: NumPy, packed files, SavedModel,
 * sharded indexes, PEFT configurations, pointers. Bytes are changed inside a
 * packed file before it is packed.
 */
export const othersFuzzer: FormatFuzzer = {
  reader: 'others',
  seeds: () => [
    ...fixtureSeeds('torch', [
      'array.npy',
      'objects.npy',
      'arrays.npz',
      'packed.npz',
      'plain.pkl.gz',
      'plain.pkl.z',
    ]),
    ...[INDEX, PEFT, POINTER].map(text => Uint8Array.from(Buffer.from(text))),
    ...SAVEDMODEL_CASES.map(one => one.bytes()),
  ],
  mutate(seed, next) {
    const bytes = damage(seed, 0, seed.length, next);
    const packing = next();
    if (packing < 0.1) {
      return gzipSync(bytes, { mtime: 0 });
    }
    return packing < 0.2 ? zlibSync(bytes) : bytes;
  },
  passedHeader: ({ format, findings }) =>
    format !== 'unknown' || findings.length > 0,
};
