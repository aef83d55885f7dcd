import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildZip } from '../buildZip';
import { FormatFuzzer, Random } from './FormatFuzzer';

const FIXTURES = 'packages/model-formats/fixtures/keras';
/** Pieces of configurations, sound and not. */
const WORDS = [
  '"class_name"',
  '"Lambda"',
  '"module"',
  '"os"',
  '"keras.layers"',
  '"config"',
  '"registered_name"',
  '"function"',
  '"vocabulary"',
  '"/etc/passwd"',
  'null',
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '1e999',
  '-0',
  '"\\ud800"',
  '"__proto__"',
  '[[[[[[[[',
  '"constructor"',
  'true',
];
const CONFIG = `{"class_name": "Sequential", "module": "keras", "config": {"layers": [
  {"class_name": "Dense", "module": "keras.layers", "config": {"units": 3, "activation":
    {"class_name": "function", "module": "builtins", "config": "relu", "registered_name": "function"}}},
  {"class_name": "StringLookup", "module": "keras.layers", "config": {"vocabulary": ["a", "b"]}}]}}`;
const METADATA =
  '{"keras_version": "3.3.3", "date_saved": "2024-06-01@10:00:00"}';

const pick = <T>(list: readonly T[], next: Random): T =>
  list[Math.floor(next() * list.length)];

function mutateText(text: string, next: Random): string {
  let changed = text;
  for (let i = Math.floor(next() * 5); i >= 0; i--) {
    const at = Math.floor(next() * changed.length);
    const removed = Math.floor(next() * 12);
    changed =
      changed.slice(0, at) +
      (next() < 0.8 ? pick(WORDS, next) : '') +
      changed.slice(at + removed);
  }
  return changed;
}

function archive(config: string, metadata: string, weights: Uint8Array) {
  const member = (name: string, content: string | Uint8Array) => ({
    name,
    content: Buffer.from(content as string),
    deflate: name.endsWith('.json'),
  });
  return buildZip([
    member('metadata.json', metadata),
    member('config.json', config),
    member('model.weights.h5', weights),
  ]);
}

/** Archives whose directory is sound, their members damaged before they are packed. */
export const kerasFuzzer: FormatFuzzer = {
  reader: 'keras',
  seeds() {
    const root = process.env.ML_MODELS_ROOT ?? process.cwd();
    return ['soft_links.h5', 'external_storage.h5', 'latest.h5'].map(name =>
      Uint8Array.from(readFileSync(join(root, FIXTURES, name))),
    );
  },
  mutate(weights, next) {
    const changed = Uint8Array.from(weights);
    for (let i = Math.floor(next() * 4); i > 0; i--) {
      changed[96 + Math.floor(next() * (changed.length - 96))] = Math.floor(
        next() * 256,
      );
    }
    const bytes = archive(
      mutateText(CONFIG, next),
      next() < 0.2 ? mutateText(METADATA, next) : METADATA,
      changed,
    );
    if (next() < 0.1) {
      bytes[Math.floor(next() * bytes.length)] ^= 1 << Math.floor(next() * 8);
    }
    return bytes;
  },
  passedHeader: ({ format, findings, producer }) =>
    format === 'keras' && (producer !== undefined || findings.length > 0),
};
