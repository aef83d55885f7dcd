import { MAX_DECLARED_WORDS } from './limits';

/** What of an entity's `spec` people look for; names of other entities among it. */
const SEARCHED_FIELDS = [
  'owner',
  'system',
  'version',
  'task',
  'framework',
  'license',
  'publisher',
  'intendedUse',
  'limitations',
  'baseModel',
  'adapterOf',
  'datasets',
  'servedBy',
  'parts',
] as const;

/**
 * Every word of what was declared, each once, in lower case, a line each: searches look for single words, so that a
 * long card costs what its words cost. Documents of any shape; what is no text is left out.
 */
export function declaredWords(entity: unknown, card?: unknown): string {
  const spec = memberOf(entity, 'spec');
  const metadata = memberOf(entity, 'metadata');
  const texts = [
    memberOf(metadata, 'name'),
    memberOf(metadata, 'title'),
    memberOf(metadata, 'description'),
    memberOf(metadata, 'tags'),
    ...SEARCHED_FIELDS.map(field => memberOf(spec, field)),
    memberOf(card, 'markdown'),
  ].flatMap(textsOf);
  const words = new Set<string>();
  for (const text of texts) {
    for (const word of text.toLocaleLowerCase('en-US').split(/\s+/u)) {
      if (words.size >= MAX_DECLARED_WORDS) {
        return [...words].join('\n');
      }
      if (word) {
        words.add(word);
      }
    }
  }
  return [...words].join('\n');
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter(item => typeof item === 'string');
}
