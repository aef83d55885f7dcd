import { FormatReader } from '../reader/FormatReader';
import { LENGTH_BYTES } from './HeaderReader';
import { readSafetensors } from './readSafetensors';

const isText = (byte: number) => byte > 0x20;

/** safetensors (README "Format", safetensors/src/tensor.rs). */
export const safetensorsReader: FormatReader = {
  formats: ['safetensors'],
  detect(head) {
    // A length below 2^40 and a JSON object whose first token is a key or its
    // end; whether the length is sound, and white space in front of the object
    // allowed, is for `read` to say.
    if (head[5] !== 0 || head[6] !== 0 || head[7] !== 0) {
      return undefined;
    }
    const text = head.subarray(LENGTH_BYTES);
    const brace = text.findIndex(isText);
    const next = text.subarray(brace + 1).find(isText);
    return text[brace] === 0x7b && (next === 0x22 || next === 0x7d)
      ? 'safetensors'
      : undefined;
  },
  read: (source, context) => readSafetensors(source, context),
};
