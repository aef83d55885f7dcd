import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** `[1, N, ?]`; an unknown dimension is `?`, an unknown rank `unknown rank`. */
export function formatShape(
  shape: Wire['ValueInfo']['shape'],
): string | undefined {
  if (shape === undefined) {
    return undefined;
  }
  if (shape === null) {
    return 'unknown rank';
  }
  return `[${shape.map(dimension => dimension ?? '?').join(', ')}]`;
}

/** `float32 [1, N]`, `sequence`, or what is known of it. */
export function formatValueType(value: Wire['ValueInfo']): string {
  return (
    [value.type ?? value.dtype, formatShape(value.shape)]
      .filter(Boolean)
      .join(' ') || 'unknown'
  );
}
