// Fills a registry: <database> <models>. Bundled by tools.mjs.
import { monotonicFactory } from 'ulid';
import { fillRegistry } from './fillRegistry.mjs';
import { openRegistry } from './openRegistry.mjs';

async function fill(address, models) {
  const registry = await openRegistry(address);
  try {
    await fillRegistry(registry, Number(models), monotonicFactory());
  } finally {
    await registry.knex.destroy();
  }
}

fill(...process.argv.slice(2));
