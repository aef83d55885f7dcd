import { Readable } from 'node:stream';
import { ConfigReader } from '@backstage/config';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import Knex from 'knex';
import { createStores } from '../../store/createStores';
import { createIngestion, IngestionDependencies } from '../createIngestion';

/**
 * An ingestion as a program of its own, for tests that kill it: brings `a.safetensors` in, says so on
 * standard output, and then waits for a second file that never comes. Only what the line needs is real.
 *
 * Arguments: database file, root, spool directory, entity as JSON.
 */
async function main([database, root, spoolDirectory, entity]: string[]) {
  const silent = () => {};
  const logger = {
    error: console.error,
    warn: console.error,
    info: silent,
    debug: silent,
    child: () => logger,
  };
  const knex = Knex({
    client: 'better-sqlite3',
    connection: { filename: database },
    useNullAsDefault: true,
  });
  const stores = await createStores({ database: knex, logger });
  const deps: Partial<IngestionDependencies> = {
    ...stores,
    config: {
      roots: [root],
      schedule: { frequency: { minutes: 1 }, timeout: { minutes: 1 } },
      concurrency: 1,
      fetches: 1,
      limits: {
        fileBytes: 2 ** 30,
        versionBytes: 2 ** 30,
        files: 10,
        uploadBytes: 2 ** 30,
        spoolBytes: 2 ** 30,
        callerSpoolBytes: 2 ** 30,
        spoolFreeBytes: 1,
      },
      refuseAtSeverity: 'high',
      allowUnsupported: false,
      spoolDirectory,
    },
    governance: DEFAULT_GOVERNANCE_POLICY,
    rootConfig: new ConfigReader({}),
    logger,
    observer: {
      ingestionEnded: silent,
      providerFailed: silent,
      reconciled: silent,
      workersDied: silent,
      retried: silent,
    },
    now: () => new Date(),
    sources: [
      {
        name: 'test',
        resolve: async ({ path }) =>
          path === 'b.safetensors'
            ? {
                path,
                source: `path:${path}`,
                origin: {
                  type: 'stream',
                  open: async () => {
                    process.stdout.write('first file finished\n');
                    const stream = new Readable({ read: silent });
                    stream.push('some bytes, and then nothing');
                    return { stream };
                  },
                },
              }
            : undefined,
      },
    ],
  };
  const ingestion = createIngestion(deps as IngestionDependencies);
  await stores.ingestions.enqueue({
    modelRef: 'mlmodel:default/scorer',
    trigger: 'catalog',
    requestedBy: 'plugin:ml-models',
    entity,
    entityDigest: `sha256:${'0'.repeat(64)}`,
  });
  ingestion.queue.start();
}

main(process.argv.slice(2)).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
