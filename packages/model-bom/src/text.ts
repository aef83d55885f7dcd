import { MAX_TEXT_LENGTH } from './limits';

// controls, line separators, and marks that reorder what a reader sees
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const UNPRINTABLE_IN_PROSE =
  /(?:(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069])+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A declared text as one printable line, cut at the limit. */
export function oneLine(text: string): string {
  return cut(text).replace(UNPRINTABLE, ' ').trim();
}

/** A declared text with its line breaks and tabs, cut at the limit. */
export function prose(text: string): string {
  return cut(text.replace(/\r\n?/g, '\n'))
    .replace(UNPRINTABLE_IN_PROSE, ' ')
    .trim();
}

function cut(text: string): string {
  const kept =
    text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
  return kept.replace(LONE_SURROGATE, '\ufffd');
}
