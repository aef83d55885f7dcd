// A rebuild of a registry: <database> <what stands before>. Bundled by the group.
import { openRegistry } from '../scale/openRegistry.mjs';

const TABLES = [
  'models',
  'model_states',
  'model_search',
  'model_refs',
  'model_digests',
  'document_holders',
];

/** What a rebuild finds: nothing; rows of another shape, as after an upgrade; rows as they should be. */
const BEFORE = {
  async empty(knex) {
    for (const table of TABLES) await knex(table).delete();
  },
  async outdated(knex) {
    await knex('models').update({ updated_at: '' });
    await knex('model_states').update({ state: '{}' });
  },
  async right() {},
};

async function rebuild(address, before) {
  const { knex, stores } = await openRegistry(address);
  await BEFORE[before](knex);
  if (before === 'empty') await knex.raw('analyze');
  const locked = new Map();
  let longest = 0;
  knex.on('query-response', (_, { sql, __knexTxId: id }) => {
    if (!id) return;
    if (locked.has(id))
      longest = Math.max(longest, performance.now() - locked.get(id));
    else if (sql.includes('registry_head')) locked.set(id, performance.now());
  });
  const begin = performance.now();
  const { events, models } = await stores.models.rebuild();
  const seconds = (performance.now() - begin) / 1000;
  await knex.destroy();
  const rss = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds, rss, longest, events, models }));
}

rebuild(...process.argv.slice(2));
