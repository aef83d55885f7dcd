// Fills a registry: <database> <models>.
import { fillRegistry } from './fillRegistry.mjs';
import { openRegistry } from './openRegistry.mjs';

let ids = 0;

/** In order, and of the form of a ULID. */
function nextId() {
  ids += 1;
  return String(ids).padStart(26, '0');
}

async function fill(address, models) {
  const registry = await openRegistry(address);
  try {
    await fillRegistry(registry, Number(models), nextId);
    process.stdout.write(
      `${JSON.stringify(await registry.stores.models.head())}\n`,
    );
  } finally {
    await registry.knex.destroy();
  }
}

fill(...process.argv.slice(2));
