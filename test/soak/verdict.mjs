// What has to be true in the end, without a hand.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const VERIFY = join(
  import.meta.dirname,
  '../../plugins/ml-models-backend/src/store/__testUtils__/verifyDatabase.ts',
);
/** a claim goes stale after 30 s, and what failed is tried again after a minute, then after two */
const PATIENCE_MS = 300_000;
const LOOK_MS = 500;
/** a process counts as gone after 30 s, and the spool is looked through each minute */
const SPOOL_MS = 150_000;

/** Waits until all that was planted is registered. Answers with what is not, and why. */
export async function unsettled(world, patienceMs = PATIENCE_MS) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const rows = await world.database
      .query('select model_ref, state, problems from ingestions order by id')
      .catch(() => []);
    const last = new Map(rows.map(row => [row.model_ref, row]));
    const missing = [...world.planted.keys()].flatMap(name => {
      const row = last.get(`mlmodel:default/${name}`);
      if (row?.state === 'succeeded') return [];
      return [
        `${name}: ${row ? `${row.state} ${row.problems}` : 'never queued'}`,
      ];
    });
    if (missing.length === 0) return [];
    if (Date.now() > deadline) return missing;
    await sleep(LOOK_MS);
  }
}

/** Every way in which the registry is not as it has to be. Ends the processes. */
export async function faults(world) {
  const found = [
    ...(await notOnce(world)),
    ...(await lostUploads(world)),
    ...(await leftRows(world)),
    ...(await brokenDocuments(world)),
  ];
  for (const child of world.children) await child.stop();
  found.push(...(await brokenHistory(world)));
  return found;
}

async function notOnce({ planted, children }) {
  const found = [];
  for (const name of planted.keys()) {
    const { status, body } = await children[0].call(
      `/models/default/${name}/events?limit=100`,
    );
    const of = type => body.items?.filter(each => each.type === type).length;
    if (
      status !== 200 ||
      of('ModelVersioned') !== 1 ||
      of('ModelRegistered') !== 1
    )
      found.push(
        `${name}: registered ${of('ModelRegistered')}, versioned ${of(
          'ModelVersioned',
        )} times (${status})`,
      );
  }
  return found;
}

async function lostUploads({ planted, client, database }) {
  const rows = await database.query('select id, state from ingestions');
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  return [...planted].flatMap(([name, sort]) => {
    if (sort !== 'upload') return [];
    const id = client.accepted.get(name);
    if (id === undefined) return [`${name}: was never accepted`];
    const state = states.get(id);
    return state === 'succeeded'
      ? []
      : [`${name}: was accepted as ${id}, which is ${state}`];
  });
}

async function leftRows({ database }) {
  const found = [];
  for (const [what, sql] of [
    [
      'ingestions queued or running',
      "from ingestions where state in ('queued', 'running')",
    ],
    ['rows of upload sets', 'from staged_uploads'],
    ['rows of uploaded files', 'from staged_files'],
  ]) {
    const [{ n }] = await database.query(`select count(*) as n ${sql}`);
    if (Number(n) > 0) found.push(`${n} ${what} are left`);
  }
  return found;
}

async function brokenDocuments({ database }) {
  const rows = await database.query('select digest, bytes from documents');
  return rows
    .filter(
      ({ digest, bytes }) =>
        digest !== `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    )
    .map(({ digest }) => `the document ${digest} has other bytes`);
}

/** Waits until no spool holds a file. Answers with those that do not go. */
export async function leftBytes({ children, spool }) {
  const deadline = Date.now() + SPOOL_MS;
  for (;;) {
    const left = children.flatMap(({ name }) =>
      ['fetched', 'uploaded'].flatMap(area => {
        const folder = join(spool(name), area);
        return readdirSync(folder).map(file => `${join(folder, file)} is left`);
      }),
    );
    if (left.length === 0 || Date.now() > deadline) return left;
    await sleep(LOOK_MS);
  }
}

async function brokenHistory({ database }) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      VERIFY,
      JSON.stringify(database.knex),
    ],
    { maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
