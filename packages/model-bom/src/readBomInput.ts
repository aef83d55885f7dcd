import type { Dimension, ValueInfo } from '@ml-models/model-formats';
import { BomError } from './BomError';
import type { BomInput, BomModel, BomReference } from './BomInput';

/** Of a model whose version nobody declared. */
const UNKNOWN_VERSION = 'unknown';

/**
 * An MLModel entity, unchecked: it may come straight from a file.
 * @public
 */
export interface BomEntity {
  metadata: object;
  spec: object;
}

/** What a version's bills of materials are made of. @public */
export interface BomFacts extends Omit<BomInput, 'model'> {
  entity: BomEntity;
  /** known better than the entity says it */
  known?: Partial<Pick<BomModel, 'version' | 'owner' | 'downloadLocation'>>;
}

/**
 * The one way from an entity and its files to a bill of materials. Optional
 * values of another type than the entity's schema says are left out.
 *
 * Throws `BomError` `INVALID_ENTITY` without a name, and when the version is
 * no text: YAML reads `1.10` as the number 1.1.
 * @public
 */
export function readBomInput({ entity, known, ...rest }: BomFacts): BomInput {
  return {
    ...rest,
    model: { ...declaredModel(entity), ...withoutUndefined(known ?? {}) },
  };
}

function declaredModel(entity: BomEntity): BomModel {
  const metadata = fields(entity.metadata);
  const spec = fields(entity.spec);
  const name = text(metadata.name);
  if (name === undefined) {
    throw new BomError('INVALID_ENTITY', 'the entity has no metadata.name');
  }
  if (spec.version !== undefined && text(spec.version) === undefined) {
    throw new BomError(
      'INVALID_ENTITY',
      'spec.version is not a text; in YAML, write it in quotes',
    );
  }
  const publisher = text(spec.publisher);
  return withoutUndefined<BomModel>({
    name,
    version: text(spec.version) ?? UNKNOWN_VERSION,
    owner: text(spec.owner),
    supplier: publisher ? { type: 'organization', name: publisher } : undefined,
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

function reference(value: unknown): BomReference | undefined {
  const name = text(value);
  return name === undefined ? undefined : { name };
}

function values(value: unknown): ValueInfo[] | undefined {
  return list(value)?.flatMap(item => {
    const { name, dtype, shape } = fields(item);
    return typeof name === 'string'
      ? withoutUndefined<ValueInfo>({
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

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as T;
}
