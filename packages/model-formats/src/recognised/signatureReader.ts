import { ModelFormat } from '../inspection';
import { FormatReader } from '../reader/FormatReader';

interface Signature {
  format: ModelFormat;
  offset: number;
  bytes: string;
}

/** Magic numbers of formats that are recognised only. */
const SIGNATURES: readonly Signature[] = [
  // GGML's magics are 32-bit numbers, so on disk they stand reversed.
  { format: 'ggml', offset: 0, bytes: 'lmgg' },
  { format: 'ggml', offset: 0, bytes: 'fmgg' },
  { format: 'ggml', offset: 0, bytes: 'tjgg' },
  { format: 'ggml', offset: 0, bytes: 'algg' },
];

/** Formats told by their signature and not read yet: `unsupported`. */
export const signatureReader: FormatReader = {
  formats: ['ggml', 'ort', 'executorch', 'hdf5'],
  detect(head) {
    return SIGNATURES.find(({ offset, bytes }) =>
      [...bytes].every(
        (character, i) => head[offset + i] === character.charCodeAt(0),
      ),
    )?.format;
  },
  read: (_, context) => context.unsupported(),
};
