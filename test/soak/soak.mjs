// Kills, cuts, restarts and full disks; see README. Prints one line of JSON for each phase.
//   --only=<phase>   sqlite, postgres, spool-disk, commit-disk; may be repeated
//   --seed=<n>       of the moments; said in each line
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cuts, fullDisk, kills, restarts } from './phases.mjs';
import { PostgresCluster } from './PostgresCluster.mjs';
import { seeded } from './random.mjs';
import { SmallDisk } from './SmallDisk.mjs';
import { SqliteDatabase } from './SqliteDatabase.mjs';
import { faults, leftBytes, unsettled } from './verdict.mjs';
import { STEPS } from './whereHit.mjs';
import { World } from './World.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '20261129' },
  },
});
/** of the counts of a full run */
const share = Number(process.env.ML_MODELS_SOAK_SHARE ?? 1);
const FULL = {
  sqliteKills: 50,
  postgresKills: 30,
  cuts: 20,
  restarts: 2,
  fullDisks: 3,
};
const count = name => Math.max(1, Math.round(FULL[name] * share));
const PORT = Number(process.env.ML_MODELS_BACKEND_PORT ?? 7207);
/** lines that a registry may warn with while a disk is full for some seconds */
const MAX_NOISE = 20;
const verbose = process.env.ML_MODELS_SOAK_VERBOSE !== undefined;

const results = [];
let skipped = 0;
const log = line =>
  verbose && console.log(`  ${new Date().toISOString()} ${line}`);

/** Runs phases in one world, then holds it to everything that must be true. */
async function live(name, world, phases) {
  const random = seeded(Number(options.seed));
  const started = Date.now();
  let problems = [];
  const did = {};
  try {
    await world.start();
    for (const [phase, asked] of phases) {
      Object.assign(did, {
        [phase.name]: await phase(world, { ...asked, random, log }),
      });
    }
    await world.client.done();
    problems = await unsettled(world);
    problems.push(...(await leftBytes(world)), ...(await faults(world)));
  } catch (error) {
    problems.push(error.stack);
  } finally {
    await world.stop();
  }
  for (const { died } of Object.values(did))
    if (died > 0)
      problems.push(`${died} processes ended when the database went`);
  console.log(
    JSON.stringify({
      phase: name,
      seed: Number(options.seed),
      seconds: Math.round((Date.now() - started) / 1000),
      models: world.planted.size,
      uploads: world.client.accepted.size,
      resent: world.client.resent,
      ...did,
    }),
  );
  check(name, problems);
  return did;
}

function check(name, problems) {
  results.push({ name, problems });
  console.log(`${problems.length > 0 ? 'not ok' : 'ok'}  ${name}`);
  problems.slice(0, 50).forEach(problem => console.log(`    ${problem}`));
}

/** Only many kills meet every step. */
function everyStep(name, hits = {}, enough) {
  const missed = STEPS.filter(step => !hits[step]);
  if (enough)
    check(
      name,
      missed.map(step => `${step} was never hit: ${JSON.stringify(hits)}`),
    );
}

const folder = () => mkdtempSync(join(tmpdir(), 'soak-db-'));
const scenarios = {
  async sqlite() {
    const world = new World({
      database: new SqliteDatabase(folder()),
      ports: PORT,
    });
    const did = await live('killed on SQLite, one process', world, [
      [kills, { count: count('sqliteKills') }],
    ]);
    everyStep('every step was hit on SQLite', did.kills?.hits, share === 1);
  },
  async postgres() {
    if (!PostgresCluster.isInstalled()) {
      check('PostgreSQL', ['no PostgreSQL server is installed']);
      return;
    }
    const world = new World({
      database: new PostgresCluster(PORT + 90),
      replicas: 2,
      ports: PORT + 10,
    });
    const did = await live(
      'killed, cut off and restarted on PostgreSQL, two processes',
      world,
      [
        [kills, { count: count('postgresKills') }],
        [cuts, { count: count('cuts') }],
        [restarts, { count: count('restarts') }],
      ],
    );
    everyStep('every step was hit on PostgreSQL', did.kills?.hits, share === 1);
  },
  'spool-disk': () =>
    onSmallDisk('the disk of the spool was filled', 'stream', disk => ({
      database: new SqliteDatabase(folder()),
      ports: PORT + 20,
      spool: () => join(disk.folder, 'spool'),
      // of a disk of 64 MB the usual reserve can never be free
      spoolFreeBytes: 1,
    })),
  'commit-disk': () =>
    onSmallDisk('the disk of the database was filled', 'wide', disk => ({
      database: new SqliteDatabase(join(disk.folder, 'db')),
      ports: PORT + 30,
    })),
};

async function onSmallDisk(name, sort, setUp) {
  const disk = new SmallDisk();
  if (disk.missing) {
    console.log(`skipped  ${name}: ${disk.missing}`);
    skipped += 1;
    return;
  }
  try {
    const world = new World(setUp(disk));
    const asked = { count: count('fullDisks'), disk, sort };
    const did = await live(name, world, [[fullDisk, asked]]);
    check(`${name}, and that was said once`, saidOtherwise(did.fullDisk));
  } finally {
    disk.close();
  }
}

function saidOtherwise({ said, noise } = { said: [], noise: [] }) {
  return [
    ...said
      .filter(times => times !== 1)
      .map(times => `it was said ${times} times`),
    ...noise
      .filter(lines => lines > MAX_NOISE)
      .map(lines => `${lines} lines of warnings`),
  ];
}

/** Those that mostly wait share the time: two at once. */
const LANES = [
  ['sqlite', 'spool-disk'],
  ['postgres', 'commit-disk'],
];
await Promise.all(
  LANES.map(async names => {
    for (const name of names)
      if (!options.only || options.only.includes(name)) await scenarios[name]();
  }),
);
report();

/** In jest's words, for scripts/sum-results.mjs. */
function report() {
  const failed = results.filter(({ problems }) => problems.length > 0);
  const target = join(import.meta.dirname, '..', '..', '.cache', 'results');
  mkdirSync(target, { recursive: true });
  writeFileSync(
    join(target, 'bad-luck.json'),
    JSON.stringify({
      numPassedTests: results.length - failed.length,
      numFailedTests: failed.length,
      numRuntimeErrorTestSuites: 0,
      numPendingTests: skipped,
      numTodoTests: 0,
      failed,
    }),
  );
  console.log(
    `${results.length - failed.length} passed, ${failed.length} failed`,
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
}
