import type { Inspection } from '@ml-models/model-formats';
import { MAX_STATED_LICENSE_LENGTH } from '../limits';

/** Where formats keep a licence: GGUF, the model spec of safetensors, and the key that ONNX and others use. */
const KEYS: readonly string[] = [
  'general.license',
  'modelspec.license',
  'license',
];

/** The licence that a file states of itself in its metadata; `undefined` when it states none. */
export function statedLicense({ metadata }: Inspection): string | undefined {
  const entries = Object.entries(metadata ?? {});
  for (const key of KEYS) {
    const text = entries
      .find(([name]) => name.toLocaleLowerCase('en-US') === key)?.[1]
      .trim();
    if (text !== undefined && text !== '') {
      return text.slice(0, MAX_STATED_LICENSE_LENGTH);
    }
  }
  return undefined;
}
