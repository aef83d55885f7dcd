// Writers of one process: <database> <kind> <first model> <models> <writers>. Says `ready`, waits for a line, appends one
// command for each model, and prints what that took. Bundled by the group.
import { once } from 'node:events';
import { openRegistry } from '../scale/openRegistry.mjs';
import { KINDS } from './commands.mjs';

const by = 'user:default/bench';

async function write(address, kind, first, models, writers) {
  const { knex, stores } = await openRegistry(address);
  const commands = Array.from({ length: Number(models) }, (_, index) =>
    KINDS[kind](Number(first) + index),
  );
  console.log('ready');
  await once(process.stdin, 'data');
  let events = 0;
  let next = 0;
  const begin = Date.now();
  await Promise.all(
    Array.from({ length: Number(writers) }, async () => {
      while (next < commands.length) {
        const [command, documents] = commands[next++];
        const done = await stores.models.execute(command, { by, documents });
        events += done.events.length;
      }
    }),
  );
  console.log(JSON.stringify({ events, begin, end: Date.now() }));
  await knex.destroy();
  process.stdin.destroy();
}

write(...process.argv.slice(2));
