import { median } from '../measure.mjs';
import { buildScript, resultOf } from '../writing/backendProcess.mjs';
import { ENGINES } from '../writing/databases.mjs';

const PEER = 'reading and folding alone';
const BEFORE = {
  empty: 'rebuild of empty tables',
  outdated: 'rebuild where every model and every state differs',
  right: 'rebuild where all is as it should be',
};

function table(rounds) {
  const rows = [PEER, ...Object.values(BEFORE)].map(name => {
    const of = pick =>
      median(rounds.map(round => pick(round.get(name), round)));
    const longest = of(({ longest: lock }) => lock);
    const cells = [
      of(({ seconds }) => seconds).toFixed(2),
      of(({ seconds }, round) => round.get(PEER).seconds / seconds).toFixed(2),
      of(({ rss }) => rss).toFixed(0),
      longest?.toFixed(0) ?? '–',
    ];
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  return [
    '| | median s | times the speed of the first | peak RSS MB | longest lock ms |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** A rebuild against reading and folding the same events with nothing written. */
export const rebuild = models => ({
  key: 'rebuild',
  bytes: models * 100_000,
  async run(results, folder, rounds) {
    const scripts = {};
    for (const name of ['fillHistory', 'foldAlone', 'rebuildAll'])
      scripts[name] = await buildScript(folder, name);
    for (const engine of ENGINES) {
      if (engine.absent) {
        results.say(`### Rebuild: ${engine.name}`);
        results.say(`Not run: ${engine.absent}.`);
        continue;
      }
      const { address, remove } = await engine.create(folder);
      try {
        const { events } = await resultOf(scripts.fillHistory, address, models);
        results.say(
          `### Rebuild of ${models} models, ${events} events: ${engine.name}`,
        );
        const measured = [];
        for (let index = 0; index <= rounds; index++) {
          const round = new Map();
          round.set(PEER, await resultOf(scripts.foldAlone, address));
          for (const [before, name] of Object.entries(BEFORE))
            round.set(
              name,
              await resultOf(scripts.rebuildAll, address, before),
            );
          measured.push(round);
        }
        results.say(table(measured.slice(1)));
      } finally {
        await remove();
      }
    }
  },
});
