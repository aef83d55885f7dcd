import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { InspectionPool } from '@ml-models/artifact-io';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import type { Knex } from 'knex';
import type { IngestionConfig } from '../../config/MlModelsConfig';
import { createStores, Stores } from '../../store/createStores';
import {
  createIngestion,
  Ingestion,
  IngestionDependencies,
} from '../createIngestion';

/** Starting a thread costs a test more than all that it reads. */
const pool = new InspectionPool({ size: 2 });

afterAll(() => pool.close());

/** A whole ingestion over a real store and real files; the catalog is a list that the test changes. */
export interface TestIngestion extends Ingestion {
  stores: Stores;
  /** absolute; the only configured root */
  root: string;
  /** what the catalog holds */
  entities: Entity[];
  config: IngestionConfig;
  observed: { outcomes: string[]; failedProviders: string[]; bytes: number };
  /** the present time; moves only when the test moves it */
  clock: { now: Date };
  write(path: string, bytes: string | Uint8Array): Promise<string>;
  /** compares with the catalog, then works until nothing is queued */
  run(): Promise<void>;
  close(): Promise<void>;
}

export async function testIngestion(
  knex: Knex,
  options: {
    config?: Partial<IngestionConfig>;
    rootConfig?: object;
    urlReader?: UrlReaderService;
    overrides?: Partial<IngestionDependencies>;
  } = {},
): Promise<TestIngestion> {
  const folder = await realpath(
    await mkdtemp(join(tmpdir(), 'ml-models-ingest-')),
  );
  const root = join(folder, 'models');
  await mkdir(root);
  const clock = { now: new Date('2026-03-01T08:00:00.000Z') };
  const now = () => new Date(clock.now);
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const stores = await createStores({ database: knex, logger, clock: now });
  const observed: TestIngestion['observed'] = {
    outcomes: [],
    failedProviders: [],
    bytes: 0,
  };
  const entities: Entity[] = [];
  const config: IngestionConfig = {
    roots: [root],
    schedule: { frequency: { minutes: 1 }, timeout: { minutes: 1 } },
    concurrency: 1,
    fetches: 2,
    limits: {
      fileBytes: 1024 ** 3,
      versionBytes: 1024 ** 3,
      files: 100,
      uploadBytes: 1024 ** 3,
      spoolBytes: 1024 ** 3,
      callerSpoolBytes: 1024 ** 3,
      spoolFreeBytes: 1,
    },
    refuseAtSeverity: 'high',
    allowUnsupported: false,
    spoolDirectory: join(folder, 'spool'),
    ...options.config,
  };
  const ingestion = createIngestion({
    config,
    governance: DEFAULT_GOVERNANCE_POLICY,
    rootConfig: mockServices.rootConfig({ data: options.rootConfig ?? {} }),
    ...stores,
    catalog: liveCatalog(entities),
    auth: mockServices.auth(),
    urlReader: options.urlReader ?? mockServices.urlReader.mock(),
    scheduler: mockServices.scheduler.mock(),
    logger,
    observer: {
      ingestionEnded({ outcome, bytes }) {
        observed.outcomes.push(outcome);
        observed.bytes += bytes;
      },
      providerFailed: provider => observed.failedProviders.push(provider),
      reconciled: () => {},
      workersDied: () => {},
      retried: () => {},
    },
    now,
    pool,
    ...options.overrides,
  });
  await ingestion.spool.id();
  return {
    ...ingestion,
    stores,
    root,
    entities,
    config,
    observed,
    clock,
    async write(path, bytes) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
      return file;
    },
    async run() {
      await ingestion.reconciler.reconcile(new AbortController().signal);
      await ingestion.queue.drain();
    },
    async close() {
      await ingestion.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Answers as the catalog does, from the present content of the list. */
function liveCatalog(entities: readonly Entity[]): CatalogService {
  const present = () => catalogServiceMock({ entities: [...entities] });
  return {
    ...catalogServiceMock(),
    queryEntities: (request, options) =>
      present().queryEntities(request, options),
    getEntityByRef: (ref, options) => present().getEntityByRef(ref, options),
    getEntitiesByRefs: (request, options) =>
      present().getEntitiesByRefs(request, options),
  };
}

/** A complete entity beside its files, as the catalog gives it. */
export function anEntity(
  changes: {
    name?: string;
    location?: string;
    annotations?: Record<string, string>;
    spec?: Record<string, unknown>;
  } = {},
): Entity {
  const { name = 'scorer', location, annotations, spec } = changes;
  return {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      etag: 'a1',
      annotations: {
        ...(location && { [ANNOTATION_LOCATION]: location }),
        ...annotations,
      },
    },
    spec: {
      type: 'classifier',
      lifecycle: 'production',
      owner: 'team-a',
      version: '1.0.0',
      framework: 'pytorch',
      license: 'Apache-2.0',
      intendedUse: 'Scoring of test data',
      inputs: [{ name: 'x', dtype: 'float32', shape: ['batch', 3] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: ['batch', 4] }],
      artifacts: [{ path: 'model.safetensors' }],
      ...spec,
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-a' }],
  } as Entity;
}

export function refOf(entity: Entity): string {
  return stringifyEntityRef(entity);
}
