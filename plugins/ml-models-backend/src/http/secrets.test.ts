import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { parseEntity } from '../ingest/declaration/parseEntity';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { anEntity } from './__testUtils__/anEntity';
import { startRegistry } from './__testUtils__/startRegistry';

const SECRET = 'hunter2hunter2';
const url = `https://example.com/m.onnx?private_token=${SECRET}`;

/** Every row of every table that could hold it, as text. */
async function everything(knex: Knex): Promise<string> {
  const rows = [];
  for (const table of [
    'events',
    'documents',
    'ingestions',
    'models',
    'model_states',
    'model_search',
  ]) {
    rows.push(...(await knex(table).select()));
  }
  return JSON.stringify(rows);
}

eachDatabase('a token in the URL of an artifact', init => {
  const spool = createMockDirectory();

  it('is refused at once and kept nowhere', async () => {
    const knex = await init();
    const leaking = { artifacts: [{ url }] };
    const registry = await startRegistry({
      knex,
      spoolDirectory: spool.path,
      entities: [parseEntity(anEntity(leaking, { name: 'cataloged' }))],
    });
    const posted = await registry.call('post', '/models', {
      body: { entity: anEntity(leaking) },
    });
    expect([posted.status, posted.body.error.problems[0].code]).toEqual([
      422,
      'INVALID_URL',
    ]);
    const again = await registry.call(
      'post',
      '/models/default/cataloged/ingestions',
    );
    for (const id of [posted.body.error.ingestionId, again.body.ingestionId]) {
      const { body } = await registry.settled(id);
      expect(body).toMatchObject({
        state: 'refused',
        problems: [{ code: 'INVALID_URL', field: 'spec.artifacts[0].url' }],
      });
    }
    const kept = await everything(knex);
    expect(kept).toContain('example.com/m.onnx');
    expect(kept).not.toContain(SECRET);
    await registry.stop();
  });
});
