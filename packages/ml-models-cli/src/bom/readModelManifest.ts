import { readDocuments } from '@ml-models/bounded-text';
import type { BomEntity } from '@ml-models/model-bom';
import { CliError } from '../CliError';
import { MAX_YAML_BYTES, YAML_LIMITS } from '../limits';
import { record } from '../manifest/record';
import { readBytes } from '../manifest/readBytes';

/**
 * The one MLModel entity of a catalog file that may hold others too.
 * Throws `CliError` `UNREADABLE`.
 */
export async function readModelManifest(path: string): Promise<BomEntity> {
  const unreadable = (why: string, cause?: unknown) =>
    new CliError('UNREADABLE', `${path}: ${why}`, cause);
  let documents: unknown[];
  try {
    const bytes = await readBytes(path, MAX_YAML_BYTES);
    documents = readDocuments(bytes, { yaml: YAML_LIMITS });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : '?', error);
  }
  const models = documents.map(record).filter(({ kind }) => kind === 'MLModel');
  if (models.length !== 1) {
    throw unreadable(
      `holds ${models.length || 'no'} MLModel entities, not exactly one`,
    );
  }
  const [{ metadata, spec }] = models;
  return { metadata: record(metadata), spec: record(spec) };
}
