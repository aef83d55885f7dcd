import { aDocument } from '../../../plugins/ml-models-backend/src/store/__testUtils__/commands';

/** A team of more people has more teams, not teams with more models. */
const MODELS_OF_AN_OWNER = 50;
const SYLLABLES = ['ka', 'ro', 'mi', 'tel', 'sun', 'dor', 'vi', 'pra'];
const FORMATS = ['classifier', 'adapter', 'language-model'];

export const modelRefOf = index =>
  `mlmodel:default/${word(index * 7919)}-${index}`;
export const ownerOf = index =>
  `group:default/team-${Math.floor(index / MODELS_OF_AN_OWNER)}`;

/** A word that only ten models have, whatever the size of the registry. */
export const RARE_WORD = 'zeppelin';
/** A word that one model in twenty has. */
export const COMMON_WORD = 'tangerine';

/** A pronounceable word of a number. */
function word(number) {
  let text = '';
  for (let rest = number + 8; rest > 0; rest = Math.floor(rest / 8))
    text += SYLLABLES[rest % 8];
  return text;
}

/** What one model declares: the entity and its card as documents, and the fields that its events carry. */
export function declarationOf(index) {
  const words = Array.from({ length: 60 }, (_, at) =>
    // few words are in most texts, most words in few
    word(Math.floor(((index * 31 + at * 17) % 997) ** (at % 3) / 7)),
  );
  if (index % 20 === 3) words.push(COMMON_WORD);
  if (index < 10) words.push(RARE_WORD);
  const stated = {
    owner: ownerOf(index),
    system: `system:default/system-${index % 40}`,
    lifecycle: ['production', 'experimental', 'deprecated'][index % 3],
    type: FORMATS[index % 3],
    tier: ['tier-1', 'tier-2', 'tier-3'][index % 7 < 4 ? 0 : index % 3],
    title: `Model ${index}`,
    description: words.slice(0, 20).join(' '),
    tags: [`tag-${index % 30}`, `tag-${index % 7}`],
    license: 'Apache-2.0',
  };
  const declared = {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: {
      name: modelRefOf(index).split('/')[1],
      description: stated.description,
      tags: stated.tags,
    },
    spec: { ...stated, version: '5.0.0', intendedUse: words.join(' ') },
  };
  return {
    stated,
    declared,
    entity: aDocument(JSON.stringify(declared), 'application/json'),
    card: aDocument(
      JSON.stringify({ markdown: `# Card ${index}\n\n${words.join(' ')}` }),
      'application/json',
    ),
  };
}
