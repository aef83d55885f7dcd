import { EvasionCase } from './EvasionCase';
import { GGUF_CASES } from './ggufCases';

/** Every evasion and attack that is known to us, by format. */
export const CORPUS: Record<string, readonly EvasionCase[]> = {
  gguf: GGUF_CASES,
};
