import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DAY_MS } from '../domain/limits';
import { createStores, Stores } from './createStores';
import type { Retention } from './Maintenance';
import { INSERT_BATCH } from '../domain/limits';
import {
  aDocument,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const NOW = new Date('2026-06-01T12:00:00.000Z');
const daysAgo = (days: number) =>
  new Date(NOW.getTime() - days * DAY_MS).toISOString();

const retention: Retention = {
  ingestionsMs: 90 * DAY_MS,
  finishedFilesMs: 30 * DAY_MS,
  orphansMs: 7 * DAY_MS,
  measurementsMs: 90 * DAY_MS,
  uploadsMs: 7 * DAY_MS,
  jobsMs: 90 * DAY_MS,
};

eachDatabase('retention', init => {
  let knex: Knex;
  let stores: Stores;

  beforeEach(async () => {
    knex = await init();
    stores = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
      clock: () => NOW,
    });
  });

  let number = 0;
  const ingestion = (model: string, state: string, days: number) => {
    number += 1;
    return {
      id: `ing-${String(number).padStart(6, '0')}`,
      sequence: number,
      model_ref: `mlmodel:default/${model}`,
      state,
      trigger: 'api',
      requested_by: 'user:default/ada',
      entity: '{}',
      entity_digest: 'sha256:0',
      progress: '{}',
      problems: '[]',
      attempts: 1,
      token: 1,
      cancel_requested: 0,
      created_at: daysAgo(days),
      updated_at: daysAgo(days),
      finished_at: state === 'queued' ? null : daysAgo(days),
    };
  };
  const purge = () => stores.maintenance.purge(retention);
  const left = async (model: string) =>
    (
      await knex('ingestions')
        .where({ model_ref: `mlmodel:default/${model}` })
        .orderBy('id')
        .select('state', 'finished_at')
    ).map(({ state, finished_at }) => `${state} ${finished_at}`);

  it('O1: of each reference the newest ingestion stays, and the newest that is an answer to its declaration', async () => {
    await knex('ingestions').insert([
      ingestion('a', 'succeeded', 400),
      ingestion('a', 'refused', 300),
      ingestion('a', 'failed', 200),
      ingestion('a', 'failed', 150),
      ingestion('b', 'failed', 400),
      ingestion('c', 'succeeded', 200),
      ingestion('c', 'succeeded', 50),
      ingestion('d', 'queued', 400),
    ]);
    const known = await stores.ingestions.lastEntityDigest('mlmodel:default/a');
    expect(await purge()).toMatchObject({ ingestions: 3 });
    expect(await left('a')).toEqual([
      `refused ${daysAgo(300)}`,
      `failed ${daysAgo(150)}`,
    ]);
    expect(await left('b')).toHaveLength(1);
    expect(await left('c')).toEqual([`succeeded ${daysAgo(50)}`]);
    expect(await left('d')).toHaveLength(1);
    expect(await stores.ingestions.lastEntityDigest('mlmodel:default/a')).toBe(
      known,
    );
    expect(await purge()).toMatchObject({ ingestions: 0 });
  });

  it('O1: more than one batch goes', async () => {
    for (let at = 0; at < 3; at += 1) {
      await knex('ingestions').insert(
        Array.from({ length: INSERT_BATCH - 1 }, () =>
          ingestion('many', 'succeeded', 100),
        ),
      );
    }
    expect(await purge()).toMatchObject({
      ingestions: 3 * (INSERT_BATCH - 1) - 1,
    });
  });

  it('O1: documents that no event names go after every file that could name them; what is named stays', async () => {
    const models = givingDocuments(stores.models);
    await models.execute(aRegistration(), { by: 'user:default/ada' });
    await knex('documents').update({ stored_at: daysAgo(400) });
    const orphan = (text: string, days: number) => {
      const { digest, mediaType, bytes } = aDocument(text).bytes;
      return {
        digest,
        media_type: mediaType,
        size: bytes.byteLength,
        bytes: Buffer.from(bytes),
        stored_at: daysAgo(days),
      };
    };
    await knex('documents').insert([orphan('old', 38), orphan('young', 36)]);
    await knex('ingestion_files').insert([
      { identity: 'old', artifact: '{}', created_at: daysAgo(31) },
      { identity: 'young', artifact: '{}', created_at: daysAgo(29) },
    ]);
    expect(await purge()).toMatchObject({ documents: 1, ingestion_files: 1 });
    expect(await models.verify()).toMatchObject({ ok: true });
    expect(
      await stores.models.readDocument(aDocument('young').reference.digest),
    ).toBeDefined();
    // given once more it is as young as new
    await stores.ingestions.saveFinishedFile('again', {} as never, [
      aDocument('young').bytes,
    ]);
    const [{ stored_at }] = await knex('documents').where({
      digest: aDocument('young').reference.digest,
    });
    expect(stored_at > daysAgo(1)).toBe(true);
  });

  it('O1: samples, jobs and upload sets go; the newest job of each kind and a set that is waited for stay', async () => {
    const sample = (id: string, days: number) => ({
      id,
      model_id: 'mdl-1',
      manifest_digest: 'sha256:0',
      metric: 'drift_score',
      value: 0.1,
      source: 'api',
      measured_at: daysAgo(days),
    });
    await knex('measurements').insert([sample('a', 91), sample('b', 89)]);
    const job = (id: string, kind: string, state: string, days: number) => ({
      id,
      kind,
      state,
      requested_by: 'schedule',
      started_at: daysAgo(days),
      lease_until: daysAgo(days),
      ended_at: daysAgo(days),
    });
    await knex('admin_jobs').insert([
      job('job-1', 'verify', 'succeeded', 200),
      job('job-2', 'verify', 'succeeded', 100),
      job('job-3', 'verify', 'failed', 95),
      job('job-4', 'backup', 'failed', 200),
      job('job-5', 'backup', 'failed', 100),
    ]);
    const set = (id: string, state: string, days: number) => ({
      id,
      model_ref: 'mlmodel:default/a',
      version: 'v1',
      state,
      created_by: 'user:default/ada',
      created_at: daysAgo(days),
      updated_at: daysAgo(days),
    });
    await knex('staged_uploads').insert([
      set('stg-1', 'closed', 8),
      set('stg-2', 'closed', 6),
      set('stg-3', 'closed', 8),
      set('stg-4', 'open', 8),
    ]);
    await knex('staged_files').insert(
      ['stg-1', 'stg-3'].map(staging_id => ({
        staging_id,
        path: 'a',
        size: '1',
        digest: 'sha256:0',
        spool_path: 'x',
      })),
    );
    await knex('ingestions').insert({
      ...ingestion('a', 'queued', 8),
      staging_id: 'stg-3',
    });
    expect(await purge()).toMatchObject({
      measurements: 1,
      admin_jobs: 2,
      staged_uploads: 1,
    });
    expect(await knex('admin_jobs').orderBy('id').pluck('id')).toEqual([
      'job-2',
      'job-3',
      'job-5',
    ]);
    expect(await knex('staged_uploads').orderBy('id').pluck('id')).toEqual([
      'stg-2',
      'stg-3',
      'stg-4',
    ]);
    expect(await knex('staged_files').pluck('staging_id')).toEqual(['stg-3']);
  });

  it('ends between two batches when it is told to', async () => {
    await expect(
      stores.maintenance.purge(retention, AbortSignal.abort()),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
