import type { TextPosition } from './TextError';

/** Line and column of an offset, in time of its distance from the start: for the one error that ends a reading. */
export function positionOf(text: string, offset: number): TextPosition {
  let line = 1;
  let lineStart = 0;
  for (
    let at = text.indexOf('\n');
    at >= 0 && at < offset;
    at = text.indexOf('\n', at + 1)
  ) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
