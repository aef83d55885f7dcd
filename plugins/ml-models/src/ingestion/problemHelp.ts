import {
  VOCABULARY,
  type Wire,
} from '@ml-models/backstage-plugin-ml-models-common';

/** One of the seven fields without which nothing is registered. */
export type RequiredField = Wire['RequiredField'];

const LINES: Record<RequiredField, string> = {
  model_name: 'metadata:\n  name: my-model',
  version: 'spec:\n  version: v1',
  framework: 'spec:\n  framework: pytorch',
  input_shape:
    'spec:\n  inputs:\n    - name: x\n      dtype: float32\n      shape: [batch, 3]',
  output_schema:
    'spec:\n  outputs:\n    - name: y\n      dtype: float32\n      shape: [batch, 4]',
  license: 'spec:\n  license: Apache-2.0',
  intended_use: 'spec:\n  intendedUse: What this model is for, in a sentence.',
};

/** Codes for which the declaration as it stands lacks a field or misspells it. */
const ABOUT_FIELD = ['MISSING_FIELD', 'INVALID_FIELD'];

/** Lines that cure what is not about one of the seven fields. */
const BY_CODE: Readonly<Record<string, string>> = {
  NO_ARTIFACTS: 'spec:\n  artifacts:\n    - path: model.onnx',
  UNKNOWN_TIER: 'spec:\n  tier: tier-2',
  VERSION_CONFLICT:
    'spec:\n  version: "2.0.0" # a label that was not used before',
};

/** The missing field that a problem is about, when it is one of the seven. */
export function requiredFieldOf(
  problem: Wire['Problem'],
): RequiredField | undefined {
  return ABOUT_FIELD.includes(problem.code)
    ? VOCABULARY.RequiredField.find(field => field === problem.field)
    : undefined;
}

/**
 * What to put into `catalog-info.yaml`: the backend's own line, else an example
 * for one of the seven fields or for the code; none where no line is the cure.
 */
export function remedyLine(problem: Wire['Problem']): string | undefined {
  const field = requiredFieldOf(problem);
  return problem.remedy ?? (field ? LINES[field] : BY_CODE[problem.code]);
}

/** Codes whose cure is something to do, and not a line of `catalog-info.yaml`. */
const TODO_CODES = [
  'DIGEST_MISMATCH',
  'FORMAT_FAILED',
  'FORMAT_UNSUPPORTED',
  'SCAN_FINDING',
  'COMPANION_MISSING',
  'COMPANION_TOO_SMALL',
  'COMPANION_REFUSED',
  'INPUT_MISMATCH',
  'OUTPUT_MISMATCH',
  'ARTIFACT_NOT_FOUND',
  'PATH_OUTSIDE_ROOT',
  'SYMLINK',
  'CHANGED_WHILE_READ',
  'SOURCE_NOT_ALLOWED',
  'SOURCE_NOT_STREAMING',
  'NOT_FETCHED',
  'IDLE_TIMEOUT',
  'TOTAL_TIMEOUT',
  'TOO_SLOW',
  'NO_SPACE',
  'DISK_FULL',
  'SPOOL_UNUSABLE',
  'SPOOL_LOST',
  'WORKER_DIED',
] as const;

/** The code when there is a sentence on what to do about it. */
export function todoCodeOf(
  problem: Wire['Problem'],
): (typeof TODO_CODES)[number] | undefined {
  return TODO_CODES.find(code => code === problem.code);
}
