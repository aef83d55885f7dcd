// What is done to the registry. Each phase answers with what it did, by its own count.
import { setTimeout as sleep } from 'node:timers/promises';
import { SORTS } from './models.mjs';
import { unsettled } from './verdict.mjs';
import { MOMENTS, reach, whereHit } from './whereHit.mjs';

/** ms that a database stays away */
const AWAY_MS = 2500;
/** bytes that stay free on a full disk: fewer than any model here has */
const LEFT_BYTES = 128 * 1024;
/** ms that a disk stays full after it was said */
const FULL_MS = 5000;
/** ms in which it has to be said */
const REPORT_MS = 60_000;

/** Ends one process after the other by SIGKILL while it ingests, and starts it again. */
export async function kills(world, { count, random, log }) {
  const hits = {};
  for (let i = 1; i <= count; i++) {
    world.plant(world.nextRound());
    const victim = await reachNext(world, i, random);
    const { pid } = victim;
    await victim.kill('SIGKILL');
    const hit = await whereHit(victim, pid, world.database);
    add(hits, hit);
    log(`kill ${i}: ${victim.name} at ${JSON.stringify(hit)}`);
    await victim.start();
  }
  return { kills: count, hits };
}

/** Ends all connections of the registry to its database while it ingests. No process may end by that. */
export async function cuts(world, { count, random, log }) {
  const hits = {};
  let connections = 0;
  let died = 0;
  for (let i = 1; i <= count; i++) {
    world.plant(world.nextRound());
    await reachNext(world, i, random);
    for (const child of world.children)
      add(hits, await whereHit(child, child.pid, world.database));
    connections += await world.database.cut();
    log(`cut ${i}`);
    await sleep(random() * 1000);
    died += await startDead(world);
  }
  return { cuts: count, connections, died, hits };
}

/** Takes the whole database away and brings it back: once as if its machine fell, once as an operator does it. */
export async function restarts(world, { count, random, log }) {
  const hits = {};
  let died = 0;
  for (let i = 1; i <= count; i++) {
    world.plant(world.nextRound());
    await reachNext(world, i, random);
    for (const child of world.children)
      add(hits, await whereHit(child, child.pid, world.database));
    world.database.stop(i % 2 === 1 ? 'immediate' : 'fast');
    await sleep(AWAY_MS);
    world.database.start();
    log(`restart ${i}`);
    await sleep(1000);
    died += await startDead(world);
  }
  return { restarts: count, died, hits };
}

// In turn, so that few rounds meet each step; the moment within it is drawn.
function reachNext(world, round, random) {
  return reach(MOMENTS[(round - 1) % MOMENTS.length], world, random);
}

/**
 * Fills the disk just when a model of `sort` is worked on, leaves it full for a while, and makes room again. What was
 * full has to be said, once.
 */
export async function fullDisk(world, { count, random, log, disk, sort }) {
  const [child] = world.children;
  const said = [];
  const noise = [];
  for (let i = 1; i <= count; i++) {
    const before = child.warnings.length;
    world.database.shrinkLog();
    world.plant(world.nextRound(), [sort, 'upload']);
    await reach(SORTS[sort].step, world, random);
    disk.fill(LEFT_BYTES);
    await reported(child, before);
    log(`disk full ${i}`);
    await sleep(FULL_MS);
    disk.empty();
    const missing = await unsettled(world);
    log(`room again ${i}: ${missing.length} missing`);
    const lines = child.warnings.slice(before).filter(ofRegistry);
    said.push(lines.filter(saysFull).length);
    // the scheduler and the publisher have a word of their own
    noise.push(lines.length);
  }
  return { times: count, said, noise };
}

/** Resolves when the ingestion says that the disk is full; throws after a while. */
async function reported({ warnings }, before) {
  const deadline = Date.now() + REPORT_MS;
  while (!warnings.slice(before).some(saysFull)) {
    if (Date.now() > deadline)
      throw new Error('nobody said that the disk is full');
    await sleep(100);
  }
}

function ofRegistry(line) {
  return line.includes('"plugin":"ml-models"');
}

function saysFull(line) {
  return ofRegistry(line) && line.includes('of the spool is full');
}

async function startDead({ children }) {
  const dead = children.filter(child => !child.isRunning);
  for (const child of dead) await child.start();
  return dead.length;
}

function add(sum, more) {
  for (const [key, n] of Object.entries(more)) sum[key] = (sum[key] ?? 0) + n;
}
