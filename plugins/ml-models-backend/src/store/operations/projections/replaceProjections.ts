import type { Knex } from 'knex';
import { rowSource } from '../rows/rowSource';
import { saveRows } from '../rows/saveRows';
import {
  ModelProjection,
  PROJECTED,
  PROJECTED_TABLES,
  ProjectedTable,
} from './ModelProjection';

/** Makes the rows of models what they should be, under the append lock; writes those that differ and no others. */
export async function replaceProjections(
  trx: Knex.Transaction,
  modelIds: readonly string[],
  projections: readonly ModelProjection[],
): Promise<void> {
  for (const table of PROJECTED_TABLES) {
    const rows: object[] = projections.flatMap(
      (projection): object[] => projection[table],
    );
    await saveRows(trx, table, PROJECTED[table].key, rows);
    await deleteOthers(trx, table, modelIds, rows);
  }
}

/** Deletes the rows of these models that are none of the given ones. */
async function deleteOthers(
  trx: Knex.Transaction,
  table: ProjectedTable,
  modelIds: readonly string[],
  rows: readonly object[],
): Promise<void> {
  const { model, key } = PROJECTED[table];
  const isOneEach = key.length === 1 && key[0] === model;
  if (isOneEach) {
    return;
  }
  const others = trx(table).whereIn(model, [...modelIds]);
  if (rows.length > 0) {
    const { select } = rowSource(trx, table, rows.map(keyOf(key)));
    const names = key.map(() => '??').join(', ');
    // uncorrelated, so that it is evaluated once
    others.whereRaw(`(${names}) not in (?)`, [...key, select]);
  }
  await others.delete();
}

function keyOf(key: readonly string[]) {
  return (row: object) =>
    Object.fromEntries(
      Object.entries(row).filter(([column]) => key.includes(column)),
    );
}
