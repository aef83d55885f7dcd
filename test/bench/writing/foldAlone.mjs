// The peer of a rebuild: reads all events in their order and folds them, all models in memory, and writes nothing:
// <database>. Bundled by the group.
import { evolve } from '../../../plugins/ml-models-backend/src/domain/evolve';
import { PAGE_EVENTS } from '../../../plugins/ml-models-backend/src/domain/limits';
import { openRegistry } from '../scale/openRegistry.mjs';

async function fold(address) {
  const { knex, stores } = await openRegistry(address);
  const begin = performance.now();
  const states = new Map();
  let position = 0;
  for (;;) {
    const events = await stores.models.readAll(position, PAGE_EVENTS);
    if (events.length === 0) break;
    for (const event of events)
      states.set(event.streamId, evolve(states.get(event.streamId), event));
    position = events.at(-1).position;
  }
  const seconds = (performance.now() - begin) / 1000;
  await knex.destroy();
  const rss = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds, rss, models: states.size }));
}

fold(process.argv[2]);
