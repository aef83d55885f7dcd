import {
  digestStart,
  pastedDigest,
} from '@ml-models/backstage-plugin-ml-models-common';

const SHORT_DIGITS = 12;

/** The digest that a search is for, whole or its first digits, else `undefined`. */
export function searchedDigest(text: string): string | undefined {
  return pastedDigest(text) ?? digestStart(text);
}

/** First 12 digits. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, SHORT_DIGITS);
}
