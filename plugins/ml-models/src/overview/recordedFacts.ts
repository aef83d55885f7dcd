import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { isAboutVersion } from './declaredSignature';

/** What is declared about one version, as far as it was recorded. */
export interface RecordedFacts {
  entity: Wire['Model']['entity'];
  card: Wire['Card'] | undefined;
  license: { declared?: string; stated?: string; agree?: boolean };
}

/**
 * What the version was registered with. The catalog's declaration stands in only
 * where it is about this very version; nothing of another version does.
 */
export function recordedFacts(
  model: Wire['Model'],
  version: Wire['ModelVersion'],
): RecordedFacts {
  if (version.entity !== undefined) {
    const { card, entity, license = {} } = version;
    return { entity, card, license };
  }
  const { entity } = model;
  if (entity === null || !isAboutVersion(entity, version)) {
    return { entity: null, card: version.card, license: version.license ?? {} };
  }
  return {
    entity,
    card: version.card ?? model.card,
    license: version.license ?? { declared: specText(entity, 'license') },
  };
}

/** A field of the declaration, when it is text. */
export function specText(
  entity: Wire['Model']['entity'],
  field: string,
): string | undefined {
  const value = entity?.spec[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Numbers of all files of a version, added exactly; `undefined` where none says any. */
export function parametersOf(
  artifacts: readonly Wire['Artifact'][],
): string | undefined {
  const counts = artifacts.flatMap(({ inspection }) =>
    inspection.tensors ? [BigInt(inspection.tensors.parameters)] : [],
  );
  return counts.length
    ? counts.reduce((sum, count) => sum + count, 0n).toString()
    : undefined;
}

/** Tensor types of all files with how many tensors have them, most first. */
export function tensorTypes(
  artifacts: readonly Wire['Artifact'][],
): string | undefined {
  const counts = new Map<string, number>();
  for (const { inspection } of artifacts) {
    for (const [dtype, count] of Object.entries(
      inspection.tensors?.dtypes ?? {},
    )) {
      counts.set(dtype, (counts.get(dtype) ?? 0) + count);
    }
  }
  const types = [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([dtype, count]) => `${dtype} × ${count}`)
    .join(', ');
  return types || undefined;
}
