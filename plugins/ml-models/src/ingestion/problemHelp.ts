import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** The seven fields without which nothing is registered. */
export const REQUIRED_FIELDS = [
  'model_name',
  'version',
  'framework',
  'input_shape',
  'output_schema',
  'license',
  'intended_use',
] as const;

/** @see REQUIRED_FIELDS */
export type RequiredField = (typeof REQUIRED_FIELDS)[number];

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

/** The missing field that a problem is about, when it is one of the seven. */
export function requiredFieldOf(
  problem: Wire['Problem'],
): RequiredField | undefined {
  return REQUIRED_FIELDS.find(field => field === problem.field);
}

/**
 * What to put into `catalog-info.yaml`: the backend's own line, else an example
 * for one of the seven fields.
 */
export function remedyLine(problem: Wire['Problem']): string | undefined {
  const field = requiredFieldOf(problem);
  return problem.remedy ?? (field && LINES[field]);
}
