import { median } from '../measure.mjs';
import {
  buildScript,
  resultOf,
  startScript,
} from '../writing/backendProcess.mjs';
import { ENGINES } from '../writing/databases.mjs';

const KINDS = [
  'registrations',
  'measurements',
  'attestations',
  'waivers',
  'declarations',
  'transitions',
];
const WRITERS = 8;
/** Commands whose rows the peer puts in one transaction where it may put several. */
const RAW_BATCH = 32;

/** Events a second of writers in some processes that begin together, and after which position they stand. */
async function append(scripts, address, kind, first, models, processes) {
  const each = models / processes;
  const writers = Array.from({ length: processes }, (_, index) =>
    startScript(
      scripts.writers,
      address,
      kind,
      first + index * each,
      each,
      WRITERS / processes,
    ),
  );
  for (const writer of writers) await writer.said();
  writers.forEach(writer => writer.tell('go'));
  const results = [];
  for (const writer of writers) {
    results.push(JSON.parse(await writer.said()));
    await writer.ended;
  }
  const events = results.reduce((sum, result) => sum + result.events, 0);
  const begin = Math.min(...results.map(result => result.begin));
  const end = Math.max(...results.map(result => result.end));
  return { events, rate: (events * 1000) / (end - begin) };
}

/** One round of every kind: with one process, with two, and the rows of the first once more by the peer. */
async function round(scripts, address, at, models) {
  const rates = new Map();
  for (const kind of KINDS) {
    const { events, rate } = await append(
      scripts,
      address,
      kind,
      at.model,
      models,
      1,
    );
    const raw = streams =>
      resultOf(scripts.rawInserts, address, at.position, streams);
    const [single, batched] = [await raw(1), await raw(RAW_BATCH)];
    at.position += events;
    const two = await append(
      scripts,
      address,
      kind,
      at.model + models,
      models,
      2,
    );
    at.position += two.events;
    rates.set(kind, {
      one: rate,
      two: two.rate,
      single: single.events / single.seconds,
      batched: batched.events / batched.seconds,
    });
  }
  at.model += 2 * models;
  return rates;
}

function table(rounds) {
  const rows = KINDS.map(kind => {
    const of = pick => median(rounds.map(rates => pick(rates.get(kind))));
    const cells = [
      of(({ one }) => one),
      of(({ two }) => two),
      of(({ single }) => single),
      of(({ batched }) => batched),
    ].map(rate => rate.toFixed(0));
    const shares = [
      of(({ one, single }) => one / single),
      of(({ one, batched }) => one / batched),
    ].map(share => share.toFixed(2));
    return `| ${[kind, ...cells, ...shares].join(' | ')} |`;
  });
  return [
    `| events/s | ${WRITERS} writers | in two processes | raw, a transaction each | raw, ${RAW_BATCH} in each | share of the first | of the second |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Commands of every kind through the store against its rows of `events` alone, by prepared statements. */
export const appends = models => ({
  key: 'appends',
  bytes: models * 200_000,
  async run(results, folder, rounds) {
    const scripts = {
      writers: await buildScript(folder, 'writers'),
      rawInserts: await buildScript(folder, 'rawInserts'),
    };
    for (const engine of ENGINES) {
      results.say(
        `### Appends of ${models} commands of each kind: ${engine.name}`,
      );
      if (engine.absent) {
        results.say(`Not run: ${engine.absent}.`);
        continue;
      }
      const { address, remove } = await engine.create(folder);
      try {
        const at = { model: 0, position: 0 };
        const measured = [];
        for (let index = 0; index <= rounds; index++)
          measured.push(await round(scripts, address, at, models));
        results.say(table(measured.slice(1)));
      } finally {
        await remove();
      }
    }
  },
});
