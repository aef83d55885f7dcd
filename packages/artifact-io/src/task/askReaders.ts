import { createRequire } from 'node:module';
import {
  FormatReader,
  Inspection,
  MODEL_FORMATS,
  SEVERITIES,
} from '@ml-models/model-formats';
import { failedInspection } from './failedInspection';
import { ReaderEntry } from './Task';

const load = createRequire(__filename);

/**
 * Offers what the built-in readers left `unsupported` to others, in their
 * order; the first that says more is believed. One that cannot be loaded, or
 * answers in words that nobody knows, makes the file `failed`.
 */
export function askReaders(
  inspection: Inspection,
  entries: readonly ReaderEntry[],
  read: (reader: FormatReader) => Inspection,
): Inspection {
  if (inspection.status !== 'unsupported') {
    return inspection;
  }
  for (const { name, entry } of entries) {
    try {
      const { reader } = load(entry) as { reader: FormatReader };
      const answer = read(reader);
      assertKnownWords(answer);
      if (answer.status !== 'unsupported') {
        return answer;
      }
    } catch (error) {
      const message = `the reader ${name} broke: ${String(error)}`;
      return failedInspection({ code: 'INTERNAL', message });
    }
  }
  return inspection;
}

function assertKnownWords({ format, findings }: Inspection): void {
  if (
    !MODEL_FORMATS.includes(format) ||
    !findings.every(({ severity }) => SEVERITIES.includes(severity))
  ) {
    throw new TypeError('not a known format or severity');
  }
}
