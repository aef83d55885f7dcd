import { MAX_QUOTED } from './limits';

const UNPRINTABLE =
  /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A declared or found text as part of a sentence of ours. */
export function quote(text: string): string {
  const kept =
    text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
  return kept.replace(UNPRINTABLE, '\ufffd');
}
