import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Knex from 'knex';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import { anEntity, testIngestion } from './__testUtils__/testIngestion';

const REF = 'mlmodel:default/scorer';

describe('an ingestion whose process is killed', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'ml-models-kill-')));
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('ends in one version after a restart, without reading finished files again', async () => {
    const database = join(folder, 'registry.sqlite');
    const knex = Knex({
      client: 'better-sqlite3',
      connection: { filename: database },
      useNullAsDefault: true,
    });
    const test = await testIngestion(knex, {
      overrides: { timing: { staleMs: 0, deathBackoffMs: 0 } },
    });
    const a = aSafetensorsFile({});
    const b = aSafetensorsFile({ seed: 3 });
    await test.write('a.safetensors', a);
    await test.write('b.safetensors', b);
    const entity = anEntity({
      location: `file:${join(test.root, 'catalog-info.yaml')}`,
      spec: {
        artifacts: [{ path: 'a.safetensors' }, { path: 'b.safetensors' }],
      },
    });

    child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__/ingestUntilKilled.ts'),
        database,
        test.root,
        test.config.spoolDirectory,
        JSON.stringify(entity),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: child.stdout! });
    await once(lines, 'line');
    const [running] = (await test.stores.ingestions.list({}, { limit: 2 }))
      .items;
    expect(running.state).toBe('running');
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);

    // The clock of the test stands before the child's heartbeat; a restart comes after it.
    test.clock.now = new Date(Date.now() + 60_000);
    await test.queue.drain();

    const { items } = await test.stores.ingestions.list({}, { limit: 2 });
    expect(items).toMatchObject([
      { id: running.id, state: 'succeeded', attempts: 2, version: '1.0.0' },
    ]);
    const model = await test.stores.models.findModel({ modelRef: REF });
    expect(model?.versions).toHaveLength(1);
    expect(model?.versions[0].artifacts.map(({ path }) => path)).toEqual([
      'a.safetensors',
      'b.safetensors',
    ]);
    expect(test.observed.bytes).toBe(b.length);
    expect(await test.stores.models.verify()).toMatchObject({ ok: true });
    await test.close();
    await knex.destroy();
  });
});
