import { MAX_CARD_LICENSES, MAX_STATED_LICENSE_LENGTH } from '../limits';

/** What the model hubs' template writes where `license_name` says which one. */
const OTHER = 'other';

/**
 * The licences that a card's front matter states, as they are read: a text, a list, `license_name` where the licence
 * is `other`; a value of another kind as its JSON. Empty when it states none. A list of more than
 * `MAX_CARD_LICENSES` is one text, which is no licence anybody knows.
 */
export function cardLicenses(frontMatter: Record<string, unknown>): string[] {
  const own = (key: string) =>
    Object.hasOwn(frontMatter, key) ? frontMatter[key] : undefined;
  const license = own('license');
  const texts = (Array.isArray(license) ? license : [license])
    .map(asRead)
    .map(text =>
      text.toLocaleLowerCase('en-US') === OTHER
        ? asRead(own('license_name')) || text
        : text,
    )
    .filter(text => text !== '');
  const stated = texts.length > MAX_CARD_LICENSES ? [texts.join(', ')] : texts;
  return stated.map(text => text.slice(0, MAX_STATED_LICENSE_LENGTH));
}

function asRead(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
