// What a registry's stores are asked most: <database> <calls>. Prints the median milliseconds of each as JSON.
import { aMeasurement } from '../../../plugins/ml-models-backend/src/store/__testUtils__/commands';
import { sha256 } from '../../../plugins/ml-models-backend/src/store/chain';
import { openRegistry } from './openRegistry.mjs';
import { COMMON_WORD, modelRefOf, ownerOf, RARE_WORD } from './models.mjs';

const page = { sort: 'name', limit: 50 };
const policy = { anyOf: [{ owners: [ownerOf(0), ownerOf(60)] }] };
const stages = { anyOf: [{ tiers: ['tier-2', 'tier-3'] }] };
const caller = 'user:default/ada';

/** Each question that a caller can ask, by its name. */
async function questionsOf({ models, ingestions }) {
  const deep = await cursorAt(models, 'name');
  const deepBack = await cursorAt(models, '-updatedAt');
  const digest = sha256('7 3');
  let isBreach = false;
  return {
    'list, first page': () => models.listModels({}, page),
    'list, 50th page': () => models.listModels({}, { ...page, ...deep }),
    'list by -updatedAt, 50th page': () =>
      models.listModels({}, { sort: '-updatedAt', limit: 50, ...deepBack }),
    'list with total': () => models.listModels({}, { ...page, total: true }),
    'list under a policy by owner': () =>
      models.listModels({ access: policy }, page),
    'filter with sort': () =>
      models.listModels(
        { tier: ['tier-2'], lifecycle: ['experimental'], risk: ['unknown'] },
        { sort: '-updatedAt', limit: 50 },
      ),
    'filter that none passes, with sort': () =>
      models.listModels(
        { tier: ['tier-2'], lifecycle: ['production'] },
        { sort: '-updatedAt', limit: 50 },
      ),
    'filter that few pass, with sort': () =>
      models.listModels(
        { owner: [ownerOf(0)], tier: ['tier-2'] },
        { sort: '-updatedAt', limit: 50 },
      ),
    'facets, plain': () => models.facets({}),
    'facets, plain, after a change': {
      before() {
        // from well to a breach and back: what stays in its band is no event
        isBreach = !isBreach;
        return models.execute(
          aMeasurement({
            modelRef: modelRefOf(1),
            version: '5.0.0',
            score: isBreach ? 0.9 : 0.01,
          }),
          { by: caller },
        );
      },
      ask: () => models.facets({}),
    },
    'facets, rare word': () => models.facets({ text: RARE_WORD }),
    'facets, word of one in 20': () => models.facets({ text: COMMON_WORD }),
    'facets, policy by owner': () => models.facets({ access: policy }),
    'facets, policy by tier': () => models.facets({ access: stages }),
    'facets, two filters': () =>
      models.facets({ tier: ['tier-2'], lifecycle: ['experimental'] }),
    summary: () => models.summary({}),
    'summary under a policy': () =>
      models.summary({ access: policy }, { models: policy, caller }),
    'search, rare word': () => models.listModels({ text: RARE_WORD }, page),
    'search, word of one in 20': () =>
      models.listModels({ text: COMMON_WORD }, page),
    'search, two words': () =>
      models.listModels({ text: `${COMMON_WORD} model` }, page),
    'search, word that none has': () =>
      models.listModels({ text: 'xylophone' }, page),
    'search, whole digest': () => models.listModels({ text: digest }, page),
    'search, first digits of a digest': () =>
      models.listModels({ text: digest.slice(0, 19) }, page),
    'ingestions, newest': () => ingestions.list({}, { limit: 50 }),
    'ingestions, newest of each, refused': () =>
      ingestions.list({ latest: true, state: 'refused' }, { limit: 50 }),
    'ingestions under a policy by owner': () =>
      ingestions.list({ access: { models: policy, caller } }, { limit: 50 }),
    'ingestions of a model': () =>
      ingestions.list({ modelRef: modelRefOf(11), latest: true }, { limit: 1 }),
  };
}

/** Fifty pages lie before it, or all but the last of a smaller registry. */
async function cursorAt(models, sort) {
  let cursor;
  for (let at = 0; at < 50; at++) {
    const found = await models.listModels({}, { sort, limit: 50, cursor });
    if (found.nextCursor === null) break;
    cursor = found.nextCursor;
  }
  return { cursor };
}

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];

async function answer(address, calls) {
  const { knex, stores } = await openRegistry(address);
  try {
    const medians = {};
    for (const [name, question] of Object.entries(await questionsOf(stores))) {
      const { before, ask } =
        typeof question === 'function' ? { ask: question } : question;
      const times = [];
      const ends = performance.now() + 2000;
      for (let call = -3; call < Number(calls); call++) {
        await before?.();
        const started = performance.now();
        await ask();
        if (call >= 0) times.push(performance.now() - started);
        if (call > 4 && performance.now() > ends) break;
      }
      medians[name] = median(times);
    }
    process.stdout.write(`${JSON.stringify(medians)}\n`);
  } finally {
    await knex.destroy();
  }
}

answer(...process.argv.slice(2));
