import type { Knex } from 'knex';
import { subjectOf, takenRefOf } from '../../../domain/plan';
import { documentsOf } from '../../../domain/project';
import { planBatch } from '../../append/planBatch';
import type { Outcome, Submission } from '../../append/Submission';
import { databaseTime } from '../../databaseTime';
import { readErasures } from '../documents/readErasures';
import { saveDocuments } from '../documents/saveDocuments';
import { appendEvents } from '../events/appendEvents';
import { lockHead } from '../events/lockHead';
import { passFences, readClaims } from '../ingestions/passFences';
import { saveProjections } from '../projections/saveProjections';
import { loadSubjects } from './loadState';

/**
 * Decides, appends and projects commands in their order, all in one transaction that runs alone from its first
 * statement to its commit. How many statements that takes does not depend on their number.
 */
export async function execute(
  trx: Knex.Transaction,
  submissions: readonly Submission[],
  { clock, newId }: { clock?: () => Date; newId: () => string },
): Promise<{ outcomes: Outcome[]; position: number }> {
  const head = await lockHead(trx);
  const now = clock?.() ?? head.now;
  const at = laterOf(now.toISOString(), head.recordedAt);
  const states = await loadSubjects(
    trx,
    submissions.flatMap(({ command }) => {
      const taken = takenRefOf(command);
      return [
        subjectOf(command),
        ...(taken === undefined ? [] : [{ modelRef: taken }]),
      ];
    }),
  );
  const claimOf = await readClaims(
    trx,
    submissions.flatMap(({ context }) => context.fence ?? []),
  );
  const erasures = await readErasures(
    trx,
    // not only what it brings: the documents of a file that was read are stored before
    submissions.flatMap(({ command }) => documentsOf({ data: command })),
  );
  const { outcomes, accepted, rows, end, changes } = planBatch(
    submissions,
    { end: head, states, claimOf, erasures },
    { at, newId },
  );
  await passFences(trx, accepted, at);
  await saveDocuments(
    trx,
    accepted.flatMap(({ context }) => context.documents ?? []),
    databaseTime(trx, clock),
  );
  await appendEvents(trx, rows, end, at);
  await saveProjections(trx, changes);
  return { outcomes, position: end.position };
}

/** Both RFC 3339 UTC of one width, so text order is time order. */
export function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
