import { localeOf } from './locale';
import { formatAge, formatLocal } from './time';

describe('localeOf', () => {
  it.each([
    ['en-US@posix', 'en-US'],
    ['de_DE.UTF-8', 'de-DE'],
    ['de', 'de'],
    ['C', 'en'],
    ['POSIX', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['x-klingon-!', 'en'],
  ])('%j is written as %s', (language, locale) => {
    expect(localeOf(language)).toBe(locale);
    const instant = new Date('2026-11-20T12:00:00Z');
    expect(() => formatLocal(instant, localeOf(language))).not.toThrow();
    expect(() => formatAge(instant, instant, localeOf(language))).not.toThrow();
  });
});
