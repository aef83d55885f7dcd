import { FormatReader } from '../reader/FormatReader';

/** GGML's magics are 32-bit numbers, so on disk they stand reversed. */
const MAGICS = ['lmgg', 'fmgg', 'tjgg', 'algg'];

/** The formats before GGUF (GGML, GGMF, GGJT, GGLA): told by their magic, `unsupported`. */
export const ggmlReader: FormatReader = {
  formats: ['ggml'],
  detect: head =>
    MAGICS.includes(String.fromCharCode(...head.subarray(0, 4)))
      ? 'ggml'
      : undefined,
  read: (_, context) => context.unsupported(),
};
