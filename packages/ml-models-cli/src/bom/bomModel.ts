import type { BomModel, BomReference } from '@ml-models/model-bom';
import type { Dimension, ValueInfo } from '@ml-models/model-formats';
import { CliError } from '../CliError';
import { record } from '../manifest/record';
import { ModelManifest } from './readModelManifest';

/** Of a model whose version nobody declared. */
export const UNKNOWN_VERSION = 'unknown';

/**
 * The declared side of a bill of materials out of an MLModel entity. Optional
 * values of another type than the entity's schema says are left out.
 *
 * Throws `CliError` `UNREADABLE` without a name, and when the version is no
 * text: YAML reads `1.10` as the number 1.1.
 */
export function bomModel({ metadata, spec }: ModelManifest): BomModel {
  const name = text(metadata.name);
  if (name === undefined) {
    throw new CliError('UNREADABLE', 'the manifest has no metadata.name');
  }
  if (spec.version !== undefined && text(spec.version) === undefined) {
    throw new CliError(
      'UNREADABLE',
      'spec.version of the manifest is not a text; write it in quotes',
    );
  }
  return dropUndefined<BomModel>({
    name,
    version: text(spec.version) ?? UNKNOWN_VERSION,
    owner: text(spec.owner),
    supplier: agent(spec.publisher),
    license: text(spec.license),
    description: text(metadata.description),
    type: text(spec.type),
    task: text(spec.task),
    framework: text(spec.framework),
    tier: text(spec.tier),
    intendedUse: text(spec.intendedUse),
    limitations: text(spec.limitations),
    inputs: values(spec.inputs),
    outputs: values(spec.outputs),
    baseModel: reference(spec.baseModel),
    adapterOf: reference(spec.adapterOf),
    datasets: list(spec.datasets)?.flatMap(item => reference(item) ?? []),
  });
}

function agent(value: unknown): BomModel['supplier'] {
  const name = text(value);
  return name === undefined ? undefined : { type: 'organization', name };
}

function reference(value: unknown): BomReference | undefined {
  const name = text(value);
  return name === undefined ? undefined : { name };
}

function values(value: unknown): ValueInfo[] | undefined {
  return list(value)?.flatMap(item => {
    const { name, dtype, shape } = record(item);
    return typeof name === 'string'
      ? dropUndefined<ValueInfo>({
          name,
          dtype: text(dtype),
          shape: shape === null ? null : list(shape)?.map(dimension),
        })
      : [];
  });
}

function dimension(value: unknown): Dimension {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function list(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function dropUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as T;
}
