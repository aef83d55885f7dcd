import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type ValueInfo = Wire['ValueInfo'];
type Declaration = Wire['Model']['entity'];

/** False when a declaration names another version than this one. */
export function isAboutVersion(
  declaration: Declaration,
  version: Pick<Wire['VersionSummary'], 'version' | 'labels'>,
): boolean {
  const label = declaration?.spec.version;
  return (
    typeof label !== 'string' ||
    label === version.version ||
    version.labels.includes(label)
  );
}

/**
 * Inputs and outputs of the recorded declaration. Registration has checked the
 * entity, yet older declarations may be of any shape: what is no input or output
 * is left out.
 */
export function declaredSignature(declaration: Declaration): {
  inputs: ValueInfo[];
  outputs: ValueInfo[];
} {
  return {
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
