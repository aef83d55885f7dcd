// The rows of events after a position once more, by prepared statements and nothing else: <database> <position>
// <streams in a transaction>. Prints what that took.
import Database from 'better-sqlite3';
import pg from 'pg';

const COLUMNS = [
  'position',
  'id',
  'stream_id',
  'sequence',
  'type',
  'schema_version',
  'actor',
  'recorded_at',
  'payload',
  'previous_hash',
  'hash',
];
const CONNECTIONS = 8;
const select = `select ${COLUMNS} from events where position > `;

/** The rows in the groups that a transaction takes: those of one command, or of several. */
function transactionsOf(rows, streams) {
  const commands = [];
  for (const row of rows) {
    const last = commands.at(-1);
    if (last && last[0].stream_id === row.stream_id) last.push(row);
    else commands.push([row]);
  }
  const transactions = [];
  for (let start = 0; start < commands.length; start += streams)
    transactions.push(commands.slice(start, start + streams).flat());
  return transactions;
}

const valuesOf = row => COLUMNS.map(column => row[column]);

async function onPostgres(address, after, streams) {
  const pool = new pg.Pool({ connectionString: address, max: CONNECTIONS });
  await pool.query('drop table if exists raw_events');
  await pool.query('create table raw_events (like events including all)');
  const { rows } = await pool.query(`${select} ${after}`);
  const insert = {
    name: 'insert',
    text: `insert into raw_events (${COLUMNS}) values (${COLUMNS.map(
      (_, index) => `$${index + 1}`,
    )})`,
  };
  const transactions = transactionsOf(rows, streams);
  const begin = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = await pool.connect();
      while (next < transactions.length) {
        const own = transactions[next++];
        await client.query('begin');
        for (const row of own)
          await client.query({ ...insert, values: valuesOf(row) });
        await client.query('commit');
      }
      client.release();
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  await pool.query('drop table raw_events');
  await pool.end();
  return { events: rows.length, seconds };
}

function onSqlite(address, after, streams) {
  const database = new Database(address);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const { sql } = database
    .prepare("select sql from sqlite_master where name = 'events'")
    .get();
  database.exec('drop table if exists raw_events');
  database.exec(sql.replace('events', 'raw_events'));
  for (const columns of ['stream_id, sequence', 'id', 'recorded_at, position'])
    database.exec(`create index "raw ${columns}" on raw_events (${columns})`);
  const rows = database.prepare(`${select} ${after}`).all();
  const insert = database.prepare(
    `insert into raw_events (${COLUMNS}) values (${COLUMNS.map(() => '?')})`,
  );
  const transactions = transactionsOf(rows, streams);
  const begin = performance.now();
  for (const own of transactions)
    database.transaction(() => own.forEach(row => insert.run(valuesOf(row))))();
  const seconds = (performance.now() - begin) / 1000;
  database.exec('drop table raw_events');
  database.close();
  return { events: rows.length, seconds };
}

const [address, after, streams] = process.argv.slice(2);
const isPostgres = /^postgres(?:ql)?:/.test(address);
Promise.resolve(
  (isPostgres ? onPostgres : onSqlite)(address, Number(after), Number(streams)),
).then(result => console.log(JSON.stringify(result)));
