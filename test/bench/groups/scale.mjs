import { median } from '../measure.mjs';
import { buildScript, resultOf } from '../writing/backendProcess.mjs';
import { ENGINES } from '../writing/databases.mjs';

/** Of each model, see `fillRegistry`. */
const VERSIONS = 5;
const CALLS = 40;
/** The catalog's shortest pause between two processings of an entity, as it is by default. */
const CYCLE_SECONDS = 100;
/** How often the whole catalog is compared, as it is by default. */
const ROUND_SECONDS = 60;
const BYTES_OF_A_MODEL = 150_000;

function questionTable(rounds) {
  const rows = Object.keys(rounds[0].few).map(name => {
    const few = median(rounds.map(round => round.few[name]));
    const many = median(rounds.map(round => round.many[name]));
    const ratio = median(rounds.map(r => r.many[name] / r.few[name]));
    return `| ${name} | ${few.toFixed(2)} | ${many.toFixed(
      2,
    )} | ${ratio.toFixed(1)} |`;
  });
  return rows.join('\n');
}

function nudgeNote(rounds, models) {
  const of = pick => median(rounds.map(({ many }) => pick(many)));
  const percent = (seconds, cycle) =>
    `${((seconds / cycle) * 100).toFixed(1)} %`;
  const unchanged = of(({ unchanged: cpu }) => cpu);
  const round = of(({ round: cpu }) => cpu);
  return [
    `A catalog of ${models} models that processes all of them again, unchanged: ${unchanged.toFixed(
      2,
    )} s of CPU, ${percent(
      unchanged,
      CYCLE_SECONDS,
    )} of one core when it does so every ${CYCLE_SECONDS} s (median of three such rounds each); the first time, when each of them nudges and is compared, ${of(
      ({ first }) => first,
    ).toFixed(1)} s.`,
    `A whole comparison with the catalog costs ${round.toFixed(
      2,
    )} s of CPU, ${percent(
      round,
      ROUND_SECONDS,
    )} of one core at one every ${ROUND_SECONDS} s; together ${percent(
      unchanged / CYCLE_SECONDS + round / ROUND_SECONDS,
      1,
    )}.`,
  ].join('\n');
}

/** The questions that are asked most, of a registry of few models and of one of many, in turn. */
export const scale = (few, many) => ({
  key: 'scale',
  bytes: (few + many) * BYTES_OF_A_MODEL,
  async run(results, folder, rounds) {
    const scripts = {};
    for (const name of ['fill', 'questions', 'nudges'])
      scripts[name] = await buildScript(folder, `../scale/${name}`);
    for (const engine of ENGINES) {
      results.say(
        `### Questions of ${few * VERSIONS} and of ${
          many * VERSIONS
        } versions: ${engine.name}`,
      );
      if (engine.absent) {
        results.say(`Not run: ${engine.absent}.`);
        continue;
      }
      const sizes = { few, many };
      const databases = {};
      try {
        for (const [size, models] of Object.entries(sizes)) {
          databases[size] = await engine.create(folder);
          await resultOf(scripts.fill, databases[size].address, models);
        }
        const asked = [];
        const nudged = [];
        for (let round = 0; round < rounds; round++) {
          const answers = {};
          const nudges = {};
          for (const [size, models] of Object.entries(sizes)) {
            const { address } = databases[size];
            answers[size] = await resultOf(scripts.questions, address, CALLS);
            nudges[size] = await resultOf(scripts.nudges, address, models);
            answers[size]['20 nudges'] = nudges[size].nudges;
          }
          asked.push(answers);
          nudged.push(nudges);
        }
        results.say(
          [
            `| median ms | ${few * VERSIONS} versions | ${
              many * VERSIONS
            } versions | times |`,
            '| --- | --- | --- | --- |',
            questionTable(asked),
          ].join('\n'),
        );
        results.say(nudgeNote(nudged, many));
      } finally {
        for (const { remove } of Object.values(databases)) await remove();
      }
    }
  },
});
