import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type ValueInfo = Wire['ValueInfo'];

/**
 * Inputs and outputs of the recorded declaration; `undefined` when that names
 * another version. Registration has checked the entity, yet older declarations
 * may be of any shape: what is no input or output is left out.
 */
export function declaredSignature(
  declaration: Wire['Model']['entity'],
  version: Pick<Wire['VersionSummary'], 'version' | 'labels'>,
): { inputs: ValueInfo[]; outputs: ValueInfo[] } | undefined {
  const label = declaration?.spec.version;
  return typeof label === 'string' &&
    label !== version.version &&
    !version.labels.includes(label)
    ? undefined
    : {
        inputs: valuesOf(declaration?.spec.inputs),
        outputs: valuesOf(declaration?.spec.outputs),
      };
}

function valuesOf(values: unknown): ValueInfo[] {
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
