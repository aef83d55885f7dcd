// A history without its projections: <database> <models>. Prints the number of events. Bundled by the group.
import {
  aMeasurement,
  aRegistration,
} from '../../../plugins/ml-models-backend/src/store/__testUtils__/commands';
import { planBatch } from '../../../plugins/ml-models-backend/src/store/append/planBatch';
import { saveDocuments } from '../../../plugins/ml-models-backend/src/store/operations/documents/saveDocuments';
import { appendEvents } from '../../../plugins/ml-models-backend/src/store/operations/events/appendEvents';
import { lockHead } from '../../../plugins/ml-models-backend/src/store/operations/events/lockHead';
import { openRegistry } from '../scale/openRegistry.mjs';
import { KINDS } from './commands.mjs';

const VERSIONS_EACH = 5;
const MEASUREMENTS_EACH = 4;
const MODELS_AT_ONCE = 50;
const by = 'user:default/bench';
const ID_LENGTH = 26;

let ids = 0;
/** As ULIDs do, they grow. */
const newId = () => `${(ids += 1)}`.padStart(ID_LENGTH, '0');

function submissionsOf(index) {
  const [registration, documents] = KINDS.registrations(index);
  const { modelRef, declaration } = registration;
  const versions = Array.from({ length: VERSIONS_EACH }, (_, at) =>
    aRegistration({
      modelRef,
      declaration,
      version: `v${at + 1}`,
      bytes: `${index} ${at}`,
    }),
  );
  const measurements = Array.from({ length: MEASUREMENTS_EACH }, (_, at) =>
    aMeasurement({
      modelRef,
      version: 'v5',
      score: ((index + at) % 30) / 1000,
    }),
  );
  return [...versions, ...measurements].map(command => ({
    command,
    context: { by, documents },
  }));
}

/** Interleaved, as events of different models are. */
async function appendModels(trx, first, last) {
  const head = await lockHead(trx);
  const at = head.now.toISOString();
  const all = [];
  for (let index = first; index < last; index++) all.push(submissionsOf(index));
  const submissions = all[0].flatMap((_, turn) => all.map(own => own[turn]));
  const { rows, end } = planBatch(
    submissions,
    { end: head, states: [], claimOf: () => 'stale' },
    { at, newId },
  );
  await saveDocuments(
    trx,
    submissions.flatMap(({ context }) => context.documents),
  );
  await appendEvents(trx, rows, end, at);
  return end.position;
}

async function fill(address, models) {
  const { knex } = await openRegistry(address);
  let events = 0;
  for (let first = 0; first < models; first += MODELS_AT_ONCE)
    events = await knex.transaction(trx =>
      appendModels(trx, first, Math.min(models, first + MODELS_AT_ONCE)),
    );
  await knex.raw('analyze');
  await knex.destroy();
  console.log(JSON.stringify({ events }));
}

fill(process.argv[2], Number(process.argv[3]));
