import type { Knex } from 'knex';
import { WRITE_CHARACTERS } from '../../../domain/limits';
import { eachDatabase } from '../../__testUtils__/eachDatabase';
import { insertRows } from './insertRows';
import { saveRows } from './saveRows';

const KEY = ['id', 'part'];
const HOSTILE = `quote ' " ? ?? $1 \\u0000 \\ back, {"a":[1]} 😀 ü \n\t end`;

eachDatabase('rows as one parameter', (init, engine) => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await init();
    await knex.schema.createTable('things', table => {
      if (engine === 'POSTGRES_15') {
        table.specificType('id', 'text collate "C"').notNullable();
      } else {
        table.text('id').notNullable();
      }
      table.integer('part').notNullable();
      table.text('words');
      table.bigInteger('position');
      table.primary(KEY);
    });
  });

  const row = (id: string, changes: object = {}) => ({
    id,
    part: 1,
    words: 'w',
    position: 1,
    ...changes,
  });
  const all = () => knex('things').orderBy('id').orderBy('part');
  const insert = (rows: object[]) =>
    knex.transaction(trx => insertRows(trx, 'things', rows));
  const save = (rows: object[]) =>
    knex.transaction(trx => saveRows(trx, 'things', KEY, rows));
  /** Rows that were written, by triggers that count them. */
  const countWrites = async () => {
    await knex.schema.createTable('writes', table => {
      table.text('id');
    });
    for (const on of ['insert', 'update']) {
      if (engine === 'POSTGRES_15') {
        await knex.raw(
          `create or replace function count_write() returns trigger language plpgsql as 'begin insert into writes values (new.id); return new; end'`,
        );
        await knex.raw(
          `create trigger count_${on} after ${on} on things for each row execute function count_write()`,
        );
      } else {
        await knex.raw(
          `create trigger count_${on} after ${on} on things begin insert into writes values (new.id); end`,
        );
      }
    }
  };

  it('P3: texts, whole numbers and nothing arrive as they are', async () => {
    const rows = [
      row('a', { words: HOSTILE, position: Number.MAX_SAFE_INTEGER }),
      row('b', { words: null, position: null }),
      row('c', { words: '', position: 0 }),
    ];
    await insert(rows);
    const found = await all();
    expect(
      found.map(({ position, ...rest }) => ({
        ...rest,
        position: position === null ? null : Number(position),
      })),
    ).toEqual(rows);
  });

  it('P3: a row that is there is refused by an insert and replaced by a save', async () => {
    await insert([row('a'), row('b')]);
    await expect(insert([row('a')])).rejects.toThrow();
    await save([row('a', { words: 'other' }), row('c')]);
    expect((await all()).map(({ id, words }) => [id, words])).toEqual([
      ['a', 'other'],
      ['b', 'w'],
      ['c', 'w'],
    ]);
  });

  it('P3: what stands already is not written', async () => {
    await insert([row('a'), row('b', { words: null })]);
    await countWrites();
    await save([row('a'), row('b', { words: null })]);
    expect(await knex('writes').pluck('id')).toEqual([]);
    await save([row('a'), row('b', { words: 'now' })]);
    expect(await knex('writes').pluck('id')).toEqual(['b']);
  });

  it('P3: more than one statement takes goes in several', async () => {
    const statements: string[] = [];
    const words = 'x'.repeat(WRITE_CHARACTERS / 2);
    knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    await insert([
      row('a', { words }),
      row('b', { words }),
      row('c', { words: words.repeat(3) }),
      row('d'),
      row('e'),
    ]);
    expect(statements.filter(sql => /insert/.test(sql))).toHaveLength(4);
    expect((await all()).map(({ id, words: w }) => [id, w.length])).toEqual([
      ['a', words.length],
      ['b', words.length],
      ['c', words.length * 3],
      ['d', 1],
      ['e', 1],
    ]);
    await insert([]);
    await save([]);
  });

  it('P3: what stands already is looked up and not searched for', async () => {
    await insert(
      Array.from({ length: 5000 }, (_, index) => row(`row ${index}`)),
    );
    await knex.raw('analyze');
    const sent: Knex.Sql[] = [];
    knex.on('query', (query: Knex.Sql) => sent.push(query));
    await save([row('row 7', { words: 'other' })]);
    const saved = sent.find(({ sql }) => /insert/.test(sql));
    const explain = engine === 'POSTGRES_15' ? 'explain' : 'explain query plan';
    const native = saved?.sql.replaceAll(/\$\d+/g, '?') ?? '';
    const plan = JSON.stringify(
      await knex.raw(`${explain} ${native}`, [...(saved?.bindings ?? [])]),
    );
    expect(plan).toMatch(/index/i);
    expect(plan).not.toMatch(/Seq Scan|SCAN things/);
  });

  it('P3: a thousand rows and one are the same statement', async () => {
    const statements = new Set<string>();
    knex.on('query', ({ sql }: { sql: string }) => statements.add(sql));
    await save([row('one')]);
    const before = statements.size;
    await save(Array.from({ length: 1000 }, (_, index) => row(`${index}`)));
    expect(statements.size).toBe(before);
    expect(await all()).toHaveLength(1001);
  });
});
