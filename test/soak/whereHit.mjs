// At which step a process was when it was ended.
import { setTimeout as sleep } from 'node:timers/promises';
import { SORTS } from './models.mjs';

/** Where a kill, a cut or a restart can hit. Each has to be hit in a full run. */
export const STEPS = ['spool', 'hash', 'inspect', 'commit'];

/** ms in which a step, once begun, mostly is over on a small machine */
const LASTS_MS = { spool: 1200, hash: 150, inspect: 150, commit: 12 };

async function rowOf(database, traceId) {
  const [row] = await database.query(
    'select model_ref, attempts from ingestions where traceparent like ?',
    [`%${traceId}%`],
  );
  return row;
}

const sortOf = ({ model_ref: ref }) => ref.split('/')[1].split('-')[0];

function stepOf(stage, sort) {
  return stage === 'inspect' ? SORTS[sort].step : stage;
}

/** When to hit: inside a step, at any moment, or in the work on what was hit before. */
export const MOMENTS = ['commit', 'anywhere', ...STEPS.slice(0, 3), 'again'];

/** so long is waited for a moment */
const PATIENCE_MS = 20_000;
/** any moment of so many ms, from a start on */
const ANYWHERE_MS = 6000;

/**
 * Waits until one of the processes is where `moment` says, and then for a part of what that lasts. Answers with the
 * process; after `patienceMs` with any.
 */
export async function reach(
  moment,
  { children, database },
  random,
  patienceMs = PATIENCE_MS,
) {
  const any = children[Math.floor(random() * children.length)];
  if (moment === 'anywhere') {
    await sleep(random() * ANYWHERE_MS);
    return any;
  }
  const isThere = async ({ event, stage, traceId }) => {
    if (event !== 'begin') return false;
    if (stage === moment) return true;
    const row = await rowOf(database, traceId);
    if (moment === 'again') return row?.attempts > 1;
    return stage === 'inspect' && row && SORTS[sortOf(row)].step === moment;
  };
  const there = await Promise.race(
    children.map(async child =>
      (await child.until(isThere, patienceMs)) ? child : undefined,
    ),
  );
  if (there) await sleep(random() * (LASTS_MS[moment] ?? LASTS_MS.spool));
  return there ?? any;
}

/** `step` → number of ingestions that were running in the process and were there; `idle` without one. */
export async function whereHit(child, pid, database) {
  const rows = await database.query(
    "select model_ref, traceparent, claimed_by from ingestions where state = 'running'",
  );
  const hit = {};
  for (const row of rows.filter(each =>
    each.claimed_by?.includes(`:${pid}:`),
  )) {
    const stage = child.stages.get(row.traceparent.split('-')[1]) ?? 'claimed';
    const step = stepOf(stage, sortOf(row));
    hit[step] = (hit[step] ?? 0) + 1;
  }
  return Object.keys(hit).length > 0 ? hit : { idle: 1 };
}
