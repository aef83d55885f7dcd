import { COREML_RULES } from './rules/COREML_RULES';
import { GGUF_RULES } from './rules/GGUF_RULES';
import { HDF5_RULES } from './rules/HDF5_RULES';
import { INSPECTION_RULES } from './rules/INSPECTION_RULES';
import { KERAS_RULES } from './rules/KERAS_RULES';
import { NUMPY_RULES } from './rules/NUMPY_RULES';
import { ONNX_RULES } from './rules/ONNX_RULES';
import { PICKLE_RULES } from './rules/PICKLE_RULES';
import { RECOGNISED_RULES } from './rules/RECOGNISED_RULES';
import { SAFETENSORS_RULES } from './rules/SAFETENSORS_RULES';
import { SAVEDMODEL_RULES } from './rules/SAVEDMODEL_RULES';
import { TFLITE_RULES } from './rules/TFLITE_RULES';
import { TORCH_RULES } from './rules/TORCH_RULES';
import { ZIP_RULES } from './rules/ZIP_RULES';

/**
 * Every rule that a built-in reader can report, one file per format in
 * `rules/`; `docs/findings.md` is made from it. `pickle/import` grades its
 * severity by module; the one given here is its default.
 * @public
 */
export const FINDING_RULES = {
  ...INSPECTION_RULES,
  ...ONNX_RULES,
  ...SAVEDMODEL_RULES,
  ...COREML_RULES,
  ...PICKLE_RULES,
  ...ZIP_RULES,
  ...TORCH_RULES,
  ...NUMPY_RULES,
  ...TFLITE_RULES,
  ...KERAS_RULES,
  ...HDF5_RULES,
  ...RECOGNISED_RULES,
  ...SAFETENSORS_RULES,
  ...GGUF_RULES,
} as const;

/** @public */
export type FindingRule = keyof typeof FINDING_RULES;
