import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';

/**
 * One file of several (llama.cpp, tools/gguf-split): the others are told by
 * the name of the file, which is not part of its content, so they are said and
 * not declared.
 */
export function reportSplit(
  keys: ReadonlyMap<string, string>,
  context: InspectionContext,
): void {
  const count = keys.get('split.count');
  if (count === undefined || count === '0' || count === '1') {
    return;
  }
  const number = keys.get('split.no') ?? '';
  if (!/^\d+$/.test(number) || Number(number) >= Number(count)) {
    throw new FormatError(
      'OUT_OF_RANGE',
      `split.no is ${number || 'absent'}, split.count ${count}`,
    );
  }
  context.report(
    'gguf/split',
    `this is file ${
      Number(number) + 1
    } of ${count}; the model is not complete without the others`,
    undefined,
    { number: Number(number) + 1, count: Number(count) },
  );
}
