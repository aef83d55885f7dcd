import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type ValueInfo = Wire['ValueInfo'];

/**
 * Inputs or outputs of the recorded declaration. Registration has checked the
 * entity, yet older declarations may be of any shape: what is none is left out.
 */
export function declaredValues(
  declaration: Wire['Model']['entity'],
  direction: 'inputs' | 'outputs',
): ValueInfo[] {
  const values = declaration?.spec[direction];
  return Array.isArray(values) ? values.filter(isValueInfo) : [];
}

function isValueInfo(value: unknown): value is ValueInfo {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    (!('dtype' in value) || typeof value.dtype === 'string') &&
    (!('shape' in value) || value.shape === null || Array.isArray(value.shape))
  );
}
