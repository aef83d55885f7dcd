import { EvasionCase } from './EvasionCase';
import { GGUF_CASES } from './ggufCases';
import { KERAS_CASES } from './kerasCases';
import { ONNX_CASES } from './onnxCases';
import { PICKLE_CASES } from './pickleCases';
import { SAFETENSORS_CASES } from './safetensorsCases';
import { SAVEDMODEL_CASES } from './savedmodelCases';
import { TFLITE_CASES } from './tfliteCases';
import { TORCH_CASES } from './torchCases';
import { ZIP_CASES } from './zipCases';

/** Every evasion and attack that is known to us, by format. */
export const CORPUS: Record<string, readonly EvasionCase[]> = {
  onnx: ONNX_CASES,
  savedmodel: SAVEDMODEL_CASES,
  safetensors: SAFETENSORS_CASES,
  gguf: GGUF_CASES,
  tflite: TFLITE_CASES,
  keras: KERAS_CASES,
  pickle: PICKLE_CASES,
  torch: TORCH_CASES,
  zip: ZIP_CASES,
};
