import { EvasionCase } from './EvasionCase';
import { GGUF_CASES } from './ggufCases';
import { KERAS_CASES } from './kerasCases';
import { TFLITE_CASES } from './tfliteCases';

/** Every evasion and attack that is known to us, by format. */
export const CORPUS: Record<string, readonly EvasionCase[]> = {
  gguf: GGUF_CASES,
  tflite: TFLITE_CASES,
  keras: KERAS_CASES,
};
