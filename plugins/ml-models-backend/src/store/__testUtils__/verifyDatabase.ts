import Knex from 'knex';
import { createStores } from '../createStores';
import { contentsOf } from './tablesOf';

/**
 * A program for tests that break a registry from outside: looks at a database that no process uses, and prints as one
 * JSON list of sentences what is wrong: with the chain, and with the tables that pages read, which have to be what the
 * history projects to. Argument: the configuration of knex.
 */
async function main([config]: string[]) {
  const silent = () => {};
  const logger = {
    error: console.error,
    warn: console.error,
    info: silent,
    debug: silent,
    child: () => logger,
  };
  const knex = Knex(JSON.parse(config));
  const { models } = await createStores({ database: knex, logger });
  const faults: string[] = [];
  const verification = await models.verify();
  if (!verification.ok) {
    faults.push(`the history does not verify: ${JSON.stringify(verification)}`);
  }
  const live = await contentsOf(knex);
  await models.rebuild();
  const folded = await contentsOf(knex);
  for (const [table, rows] of Object.entries(live)) {
    if (rows.join('\n') !== folded[table].join('\n')) {
      faults.push(`the rows of ${table} are not what the history projects to`);
    }
  }
  process.stdout.write(`${JSON.stringify(faults)}\n`);
  await knex.destroy();
}

main(process.argv.slice(2)).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
