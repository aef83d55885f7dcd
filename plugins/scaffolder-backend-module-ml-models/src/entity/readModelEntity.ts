import { open } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  ML_MODEL_API_VERSION,
  ML_MODEL_KIND,
  MlModelEntityV1alpha1,
} from '@ml-models/backstage-plugin-ml-models-common';
import { readText } from '@ml-models/artifact-io';
import { MAX_ENTITY_BYTES } from '../limits';
import { ScaffolderModelsError } from '../ScaffolderModelsError';

/**
 * The one MLModel entity in a catalog file of the workspace; other entities
 * may stand beside it. Throws `ScaffolderModelsError` `INVALID_ENTITY`.
 */
export async function readModelEntity(
  workspacePath: string,
  catalogInfoPath: string,
): Promise<MlModelEntityV1alpha1> {
  const bytes = await readBytes(workspacePath, catalogInfoPath);
  const documents = await documentsOf(bytes, catalogInfoPath);
  const models = documents.filter(isModelDocument);
  if (models.length !== 1) {
    throw new ScaffolderModelsError(
      'INVALID_ENTITY',
      `${catalogInfoPath} holds ${models.length} entities of kind ${ML_MODEL_KIND} (${ML_MODEL_API_VERSION}), not one`,
    );
  }
  return parseModelEntity(models[0]);
}

/**
 * `value` as an MLModel entity, as far as registration needs to be sure here;
 * the registry checks the rest. Throws `INVALID_ENTITY`.
 */
export function parseModelEntity(value: unknown): MlModelEntityV1alpha1 {
  if (!isModelDocument(value)) {
    throw new ScaffolderModelsError(
      'INVALID_ENTITY',
      `the entity is no ${ML_MODEL_KIND} of ${ML_MODEL_API_VERSION} with metadata.name and spec`,
    );
  }
  return value;
}

async function readBytes(workspace: string, file: string): Promise<Uint8Array> {
  try {
    const path = resolveSafeChildPath(workspace, file);
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MAX_ENTITY_BYTES) {
        throw new RangeError(`larger than ${MAX_ENTITY_BYTES} bytes`);
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new ScaffolderModelsError(
      'INVALID_ENTITY',
      `${file} could not be read from the workspace`,
      { cause },
    );
  }
}

async function documentsOf(
  bytes: Uint8Array,
  file: string,
): Promise<unknown[]> {
  try {
    const { value } = await readText({
      syntax: 'documents',
      bytes,
      limits: { bytes: MAX_ENTITY_BYTES },
    });
    return Array.isArray(value) ? value : [];
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw new ScaffolderModelsError(
      'INVALID_ENTITY',
      `${file} could not be read as YAML${why}`,
      { cause },
    );
  }
}

function isModelDocument(value: unknown): value is MlModelEntityV1alpha1 {
  if (!isObject(value) || !isObject(value.metadata) || !isObject(value.spec)) {
    return false;
  }
  return (
    value.apiVersion === ML_MODEL_API_VERSION &&
    value.kind === ML_MODEL_KIND &&
    typeof value.metadata.name === 'string' &&
    value.metadata.name !== ''
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
