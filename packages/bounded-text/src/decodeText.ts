import { TextError } from './TextError';

/**
 * The text of UTF-8 bytes without a byte order mark; what is a text already stays one.
 *
 * Throws `TextError` `TOO_LARGE`, before anything is decoded, and `NOT_UTF8`.
 */
export function decodeText(
  input: string | Uint8Array,
  maxBytes: number,
): string {
  if (input.length > maxBytes) {
    throw new TextError('TOO_LARGE', `more than ${maxBytes} bytes`);
  }
  if (typeof input === 'string') {
    return input.startsWith('\uFEFF') ? input.slice(1) : input;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch (cause) {
    throw new TextError('NOT_UTF8', 'the text is not UTF-8', { cause });
  }
}
