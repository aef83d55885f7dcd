import type { BomEntity } from '@ml-models/model-bom';
import { CliError } from '../CliError';
import { MAX_YAML_BYTES } from '../limits';
import { record } from '../manifest/record';
import { parseDocuments } from '../manifest/parseDocuments';
import { readText } from '../manifest/readText';

/**
 * The one MLModel entity of a catalog file that may hold others too.
 * Throws `CliError` `UNREADABLE`.
 */
export async function readModelManifest(path: string): Promise<BomEntity> {
  const unreadable = (why: string, cause?: unknown) =>
    new CliError('UNREADABLE', `${path}: ${why}`, cause);
  let documents: unknown[];
  try {
    documents = parseDocuments(await readText(path, MAX_YAML_BYTES));
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
