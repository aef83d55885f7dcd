import { FormatReader } from '../reader/FormatReader';
import { LENGTH_BYTES, readSafetensors } from './readSafetensors';

/** safetensors (README "Format", safetensors/src/tensor.rs). */
export const safetensorsReader: FormatReader = {
  formats: ['safetensors'],
  detect(head) {
    // A length below 2^40 and a JSON object whose first token is a key or its
    // end; whether the length is sound is for `read` to say.
    const plausible =
      head.length > LENGTH_BYTES + 1 &&
      head[5] === 0 &&
      head[6] === 0 &&
      head[7] === 0 &&
      head[LENGTH_BYTES] === 0x7b;
    if (!plausible) {
      return undefined;
    }
    const next = head.subarray(LENGTH_BYTES + 1).find(byte => byte > 0x20);
    return next === 0x22 || next === 0x7d ? 'safetensors' : undefined;
  },
  read: readSafetensors,
};
