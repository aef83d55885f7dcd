import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  isMlModelEntity,
  ML_MODEL_API_VERSION,
  MlModelEntityV1alpha1,
} from '@ml-models/backstage-plugin-ml-models-common';
import { readJson } from '@ml-models/bounded-text';
import { MAX_ENTITY_BYTES, MAX_ENTITY_DEPTH } from '../limits';
import { IngestionError } from '../problems';

const NAME = /^[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

/**
 * An MLModel entity from JSON text or a parsed value, checked only as far as everything after relies on it;
 * what is missing for a registration is the triple check's to say, all at once.
 *
 * Throws `IngestionError` `INVALID_ENTITY`.
 */
export function parseEntity(input: unknown): MlModelEntityV1alpha1 {
  const value = typeof input === 'string' ? parseJson(input) : input;
  assertBounded(value);
  if (!isRecord(value) || !isRecord(value.metadata) || !isRecord(value.spec)) {
    throw invalid('an entity has apiVersion, kind, metadata and spec');
  }
  const { name, namespace, annotations } = value.metadata;
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw invalid('metadata.name is not a name of an entity', 'metadata.name');
  }
  if (
    namespace !== undefined &&
    (typeof namespace !== 'string' || !NAME.test(namespace))
  ) {
    throw invalid('metadata.namespace is no namespace', 'metadata.namespace');
  }
  if (annotations !== undefined && !isTexts(annotations)) {
    throw invalid('annotations are texts', 'metadata.annotations');
  }
  const { owner } = value.spec;
  if (typeof owner !== 'string' || owner.trim() === '') {
    throw invalid('spec.owner is required', 'spec.owner');
  }
  const entity = value as unknown as MlModelEntityV1alpha1;
  if (
    typeof value.kind !== 'string' ||
    !isMlModelEntity(entity) ||
    value.apiVersion !== ML_MODEL_API_VERSION
  ) {
    throw invalid(`kind MLModel of ${ML_MODEL_API_VERSION} is expected`);
  }
  return entity;
}

/** `mlmodel:<namespace>/<name>` in lower case. */
export function modelRefOf(entity: MlModelEntityV1alpha1): string {
  return stringifyEntityRef(entity);
}

function parseJson(text: string): unknown {
  try {
    return readJson(text, { bytes: MAX_ENTITY_BYTES, depth: MAX_ENTITY_DEPTH });
  } catch (cause) {
    throw invalid('the entity is not JSON', undefined, cause);
  }
}

function assertBounded(value: unknown): void {
  let bytes = 0;
  const walk = (node: unknown, depth: number) => {
    if (depth > MAX_ENTITY_DEPTH) {
      throw invalid(`nested deeper than ${MAX_ENTITY_DEPTH} levels`);
    }
    bytes += typeof node === 'string' ? node.length + 2 : 2;
    if (bytes > MAX_ENTITY_BYTES) {
      throw tooLarge();
    }
    if (typeof node === 'object' && node !== null) {
      for (const [key, child] of Object.entries(node)) {
        bytes += key.length;
        walk(child, depth + 1);
      }
    }
  };
  walk(value, 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.values(value).every(text => typeof text === 'string')
  );
}

function tooLarge(): IngestionError {
  return invalid(`larger than ${MAX_ENTITY_BYTES} bytes`);
}

function invalid(
  message: string,
  field?: string,
  cause?: unknown,
): IngestionError {
  return new IngestionError(
    [{ code: 'INVALID_ENTITY', ...(field && { field }), message }],
    { cause },
  );
}
