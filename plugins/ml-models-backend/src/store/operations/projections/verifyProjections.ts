import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { canonicalJson } from '../../chain';
import type { HistoryProblem } from '../events/HistoryProblem';
import { lockHead } from '../events/lockHead';
import type { WalkedChain } from '../events/walkChain';
import { foldStreams, nextStreams, projectStreams } from './foldStreams';
import {
  ModelProjection,
  PROJECTED,
  PROJECTED_TABLES,
  ProjectedTable,
} from './ModelProjection';

interface Options {
  report(problem: HistoryProblem): void;
  signal?: AbortSignal;
}

/**
 * Folds every stream anew and compares what comes out with the rows that stand in the projections, the columns that
 * permissions read among them. A batch of streams lies in memory at one time. What differs is looked at once more
 * while nobody appends, as an append in between would differ too. Streams with broken events fold to nothing that could
 * be compared, and are counted apart.
 */
export async function verifyProjections(
  knex: Knex,
  { broken, missing }: WalkedChain,
  { report, signal }: Options,
): Promise<{ models: number; unverifiable: number }> {
  await checkBehind(knex, report);
  const cut = missing > 0 ? await cutModels(knex) : [];
  const unverifiable = new Set([...broken, ...cut]);
  let models = 0;
  let after = '';
  for (;;) {
    signal?.throwIfAborted();
    const streams = await nextStreams(knex, after);
    const last = streams.at(-1);
    if (last === undefined) {
      break;
    }
    const whole = streams.filter(id => !unverifiable.has(id));
    models += whole.length;
    for (const id of (await findDiffering(knex, whole)).keys()) {
      const differing = await knex.transaction(async trx => {
        await lockHead(trx);
        return findDiffering(trx, [id]);
      });
      for (const table of differing.get(id) ?? []) {
        report({
          kind: 'PROJECTION_MISMATCH',
          message: `the rows of ${id} in ${table} are not what its history folds to; a rebuild cures it`,
        });
      }
    }
    after = last;
    await setImmediate();
  }
  if (missing === 0) {
    await findUnfounded(knex, report);
  }
  return { models, unverifiable: unverifiable.size };
}

async function checkBehind(
  knex: Knex,
  report: Options['report'],
): Promise<void> {
  const behind: { projected_position: number | string } | undefined =
    await knex('registry_head')
      .whereRaw('projected_position <> position')
      .first('projected_position');
  if (behind) {
    report({
      kind: 'PROJECTION_BEHIND',
      message: `the projections stand at ${behind.projected_position}`,
    });
  }
}

/** Models whose last event is gone. */
async function cutModels(knex: Knex): Promise<string[]> {
  return await knex('models')
    .whereNotExists(
      knex('events')
        .select(knex.raw('1'))
        .whereRaw('events.position = models.position'),
    )
    .pluck('id');
}

/** The tables in which a stream's rows are not what it folds to, by stream. */
async function findDiffering(
  knex: Knex,
  streamIds: readonly string[],
): Promise<ReadonlyMap<string, ProjectedTable[]>> {
  const folded = await foldStreams(knex, streamIds);
  const projections = await projectStreams(knex, folded);
  const differing = new Map<string, ProjectedTable[]>();
  for (const table of PROJECTED_TABLES) {
    const model = PROJECTED[table].model;
    const standing = groupBy(
      await knex(table).whereIn(model, [...streamIds]),
      row => String(row[model]),
    );
    projections.forEach((projection: ModelProjection, index) => {
      const { id } = folded[index].state;
      const rows = projection[table].map(row => ({ ...row }));
      // a column that no projection gives is the database's own
      const columns = Object.keys(rows[0] ?? {});
      const expected = rows.map(row => textOf(row, columns));
      const found = (standing.get(id) ?? []).map(row => textOf(row, columns));
      if (!areEqual(expected, found)) {
        differing.set(id, [...(differing.get(id) ?? []), table]);
      }
    });
  }
  return differing;
}

function groupBy(
  rows: readonly Record<string, unknown>[],
  keyOf: (row: Record<string, unknown>) => string,
): Map<string, Record<string, unknown>[]> {
  const groups = new Map<string, Record<string, unknown>[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** Columns of a row as one text, however an engine writes a number. */
function textOf(
  row: Record<string, unknown>,
  columns: readonly string[],
): string {
  return canonicalJson(
    columns.map(column =>
      column === 'state' ? stateText(row[column]) : plain(row[column]),
    ),
  );
}

function plain(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** A state that was written step by step may have its members in another order. */
function stateText(value: unknown): string {
  try {
    return canonicalJson(JSON.parse(String(value)));
  } catch {
    return String(value);
  }
}

function areEqual(expected: readonly string[], found: readonly string[]) {
  const sorted = [...found].sort();
  return (
    expected.length === found.length &&
    [...expected].sort().every((text, index) => text === sorted[index])
  );
}

/** Rows of models that no event knows. */
async function findUnfounded(
  knex: Knex,
  report: Options['report'],
): Promise<void> {
  for (const table of PROJECTED_TABLES) {
    const { model } = PROJECTED[table];
    const row: Record<string, unknown> | undefined = await knex(table)
      .whereNotExists(
        knex('events')
          .select(knex.raw('1'))
          .whereRaw('events.stream_id = ??', [`${table}.${model}`]),
      )
      .first(model);
    if (row) {
      report({
        kind: 'PROJECTION_MISMATCH',
        message: `${table} has rows of ${row[model]}, which no event knows`,
      });
    }
  }
}
