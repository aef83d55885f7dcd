import { open } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  ML_MODEL_API_VERSION,
  ML_MODEL_KIND,
  MlModelEntityV1alpha1,
} from '@ml-models/backstage-plugin-ml-models-common';
import { parseAllDocuments } from 'yaml';
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
  const text = await readText(workspacePath, catalogInfoPath);
  const documents = parse(text, catalogInfoPath);
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

async function readText(workspace: string, file: string): Promise<string> {
  try {
    const path = resolveSafeChildPath(workspace, file);
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MAX_ENTITY_BYTES) {
        throw new RangeError(`larger than ${MAX_ENTITY_BYTES} bytes`);
      }
      return await handle.readFile('utf8');
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

function parse(text: string, file: string): unknown[] {
  const documents = parseAllDocuments(text);
  // for a text without any document the parser answers an empty object
  const list = Array.isArray(documents) ? documents : [];
  const broken = list.find(({ errors }) => errors.length > 0);
  if (broken) {
    throw new ScaffolderModelsError('INVALID_ENTITY', `${file} is no YAML`, {
      cause: broken.errors[0],
    });
  }
  try {
    return list.map(document => document.toJS());
  } catch (cause) {
    // too many aliases
    throw new ScaffolderModelsError('INVALID_ENTITY', `${file} is no YAML`, {
      cause,
    });
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
