import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { startRegistry } from '../http/__testUtils__/startRegistry';
import { createStores } from './createStores';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { loadFirstRelease } from './__testUtils__/loadFirstRelease';
import { contentsOf, tablesOf } from './__testUtils__/tablesOf';

const directory = `${__dirname}/../../migrations`;
const FIRST_RELEASE = '20261120000004_observed_concern.js';
const MODELS = [
  'fraud-scorer',
  'intent-classifier',
  'keyword-spotter',
  'lora-portrait',
  'stable-base',
  'uploaded',
];
const V1 = '/models/default/fraud-scorer/versions/1.0.0';

eachDatabase(
  'O1: an existing database of the first release is brought along',
  init => {
    const spool = createMockDirectory();
    let knex: Knex;
    beforeEach(async () => {
      knex = await init();
      await loadFirstRelease(knex);
    });

    const open = () =>
      createStores({ database: knex, logger: mockServices.logger.mock() });

    /** What no upgrade may touch. */
    const history = async () => ({
      events: await knex('events').orderBy('position').select(),
      documents: await knex('documents')
        .orderBy('digest')
        .select('digest', 'media_type', 'size', 'bytes'),
      ingestions: await knex('ingestions')
        .orderBy('id')
        .select('id', 'model_ref', 'state', 'entity', 'problems', 'checks'),
      files: await knex('ingestion_files').orderBy('identity').select(),
      sets: await knex('staged_uploads').select('id', 'model_ref', 'state'),
      staged: await knex('staged_files').select('path', 'digest', 'spool_path'),
    });

    it('loses no event, document, ingestion or upload, and verifies', async () => {
      const before = await history();
      expect(before.events).toHaveLength(52);
      expect(before.documents).toHaveLength(51);
      const { models, stagings } = await open();
      expect(await history()).toEqual(before);
      expect(await models.verify()).toMatchObject({ ok: true, position: 52 });

      const [set] = before.sets;
      expect(set).toMatchObject({ model_ref: 'mlmodel:default/still-open' });
      expect(await stagings.listFiles(set.id)).toMatchObject([
        { path: 'w.safetensors', spoolPath: before.staged[0].spool_path },
      ]);
    });

    it('has rows that are what its history projects to', async () => {
      const { models } = await open();
      const { items } = await models.listModels(
        {},
        { sort: 'name', limit: 100 },
      );
      expect(items.map(({ modelRef }) => modelRef)).toEqual(
        MODELS.map(name => `mlmodel:default/${name}`),
      );
      const live = await contentsOf(knex);
      await models.rebuild();
      expect(await contentsOf(knex)).toEqual(live);
    });

    it('answers every page', async () => {
      const registry = await startRegistry({
        knex,
        spoolDirectory: spool.path,
      });
      try {
        const { call } = registry;
        // each answer is held to the OpenAPI file as well
        const get = async (path: string) => {
          const { status, body } = await call('get', path);
          expect([path, status]).toEqual([path, 200]);
          return body;
        };
        const list = await get('/models?total=true');
        expect(list).toMatchObject({ total: MODELS.length });
        expect(await get('/summary')).toMatchObject({ versions: 7 });
        await get('/models/facets');
        const { items: attempts } = await get('/ingestions?limit=100');
        expect(attempts).toHaveLength(13);
        for (const name of MODELS) {
          const model = await get(`/models/default/${name}`);
          await get(`/models/default/${name}/events?verify=true`);
          await get(`/models/default/${name}/deployments`);
          const { versions } = await get(`/models/default/${name}`);
          expect(versions).toHaveLength(name === 'uploaded' ? 2 : 1);
          for (const { version } of model.versions) {
            const of = `/models/default/${name}/versions/${version}`;
            const { artifacts } = await get(of);
            expect(artifacts.length).toBeGreaterThan(0);
            await get(`${of}/assessment`);
            await get(`${of}/drift`);
            await get(`${of}/sbom`);
            await get(`${of}/attestations`);
          }
        }
        expect((await get(`${V1}/drift`)).items).toHaveLength(3);
        expect(await get(V1)).toMatchObject({ stage: 'blocked' });
        const { items } = await get('/models/default/fraud-scorer/events');
        expect(
          items.filter(
            ({ type }: { type: string }) => type === 'RequirementWaived',
          ),
        ).toHaveLength(2);
      } finally {
        await registry.stop();
      }
    });

    it('takes up what was asked for when the process was killed', async () => {
      const states = ['queued', 'running'];
      const ids: string[] = await knex('ingestions')
        .whereIn('state', states)
        .pluck('id');
      expect(ids).toHaveLength(4);
      const registry = await startRegistry({
        knex,
        spoolDirectory: spool.path,
      });
      try {
        for (const id of ids) {
          const { body } = await registry.settled(id);
          // the files of then are not on this machine
          expect(body.state).toBe('refused');
          expect(body.problems[0]).toMatchObject({ code: 'PATH_OUTSIDE_ROOT' });
        }
      } finally {
        await registry.stop();
      }
    });

    it('goes back to the first release and forward again', async () => {
      const tables = await tablesOf(knex);
      const before = await history();
      await open();
      const upgraded = await contentsOf(knex);
      const current = () => knex.migrate.currentVersion({ directory });
      while ((await current()) > FIRST_RELEASE.slice(0, 14)) {
        await knex.migrate.down({ directory });
      }
      expect(await tablesOf(knex)).toEqual(tables);
      expect(await history()).toEqual(before);
      const { models } = await open();
      expect(await contentsOf(knex)).toEqual(upgraded);
      expect(await models.verify()).toMatchObject({ ok: true, position: 52 });
    });
  },
);
