// What it costs that the catalog processes all of its models again: <database> <models>. Prints JSON.
import { MlModelNudgeProcessor } from '../../../plugins/catalog-backend-module-ml-models/src/MlModelNudgeProcessor';
import { Reconciler } from '../../../plugins/ml-models-backend/src/ingest/catalog/Reconciler';
import { onNudge } from '../../../plugins/ml-models-backend/src/registry/onNudge';
import { declarationOf } from './models.mjs';
import { openRegistry } from './openRegistry.mjs';

const ROUNDS = 3;
const NUDGES = 20;
const CALLS = 30;
const silent = { warn() {}, info() {}, debug() {}, error() {} };

/** As the catalog answers over HTTP: a copy of what it holds. */
const sent = value => JSON.parse(JSON.stringify(value));

function catalogOf(entities) {
  const byRef = new Map(
    entities.map(entity => [`mlmodel:default/${entity.metadata.name}`, entity]),
  );
  return {
    async queryEntities({ cursor = '0', limit }) {
      const start = Number(cursor);
      const end = start + limit;
      return {
        items: sent(entities.slice(start, end)),
        pageInfo: end < entities.length ? { nextCursor: String(end) } : {},
      };
    },
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: sent(entityRefs.map(ref => byRef.get(ref))),
    }),
  };
}

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Seconds of this process's CPU. */
async function cpuOf(run) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function measure(address, models) {
  const { knex, stores } = await openRegistry(address);
  try {
    const entities = Array.from(
      { length: Number(models) },
      (_, index) => declarationOf(index).declared,
    );
    let queued = 0;
    const reconciler = new Reconciler({
      catalog: catalogOf(entities),
      auth: { getOwnServiceCredentials: async () => ({}) },
      models: stores.models,
      ingestions: stores.ingestions,
      requests: {
        requestCataloged: async () => {
          queued += 1;
        },
      },
      revisionOf: async () => 'same',
      logger: silent,
      now: () => new Date(),
    });
    let nudged = 0;
    const listeners = [];
    const events = {
      publish: async ({ eventPayload }) => {
        nudged += 1;
        for (const { onEvent } of listeners) await onEvent({ eventPayload });
      },
      subscribe: async listener => {
        listeners.push(listener);
      },
    };
    await onNudge(events, ref => reconciler.nudge(ref));
    const processor = new MlModelNudgeProcessor(events);
    const caches = new Map();
    const processAll = async () => {
      for (const entity of entities) {
        const kept = caches.get(entity.metadata.name);
        const next = new Map();
        await processor.postProcessEntity(entity, undefined, () => {}, {
          get: async key => kept?.get(key),
          set: async (key, value) => {
            next.set(key, value);
          },
        });
        caches.set(entity.metadata.name, next);
      }
      await reconciler.stop();
    };
    const first = await cpuOf(processAll);
    const nudgedFirst = nudged;
    const unchanged = await cpuOf(async () => {
      for (let round = 0; round < ROUNDS; round++) await processAll();
    });
    const round = await cpuOf(() =>
      reconciler.reconcile(new AbortController().signal),
    );
    const times = [];
    for (let call = 0; call < CALLS; call++) {
      const started = performance.now();
      for (let index = 0; index < NUDGES; index++)
        reconciler.nudge(
          `mlmodel:default/${
            entities[(call * NUDGES + index) % entities.length].metadata.name
          }`,
        );
      await reconciler.stop();
      times.push(performance.now() - started);
    }
    const result = {
      first,
      unchanged: unchanged / ROUNDS,
      round,
      nudges: median(times),
      nudgedFirst,
      nudgedLater: nudged - nudgedFirst,
      queued,
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await knex.destroy();
  }
}

measure(...process.argv.slice(2));
