import { join } from 'node:path';
import pg from 'pg';

const POSTGRES_URL = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

async function onServer(statement) {
  const client = new pg.Client({ connectionString: process.env[POSTGRES_URL] });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

let count = 0;

/** A new empty database of each engine that is there: SQLite always, PostgreSQL when the environment names one. */
export const ENGINES = [
  {
    name: 'SQLite',
    async create(folder) {
      count += 1;
      return { address: join(folder, `${count}.sqlite`), async remove() {} };
    },
  },
  {
    name: 'PostgreSQL',
    absent: process.env[POSTGRES_URL] ? undefined : `no ${POSTGRES_URL}`,
    async create() {
      count += 1;
      const name = `ml_models_bench_${process.pid}_${count}`;
      await onServer(`create database ${name}`);
      const url = new URL(process.env[POSTGRES_URL]);
      url.pathname = `/${name}`;
      return {
        address: url.href,
        remove: () => onServer(`drop database ${name} with (force)`),
      };
    },
  },
];
