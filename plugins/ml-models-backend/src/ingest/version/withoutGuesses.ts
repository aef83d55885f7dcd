import type { IngestionProblem } from '../problems';

/** What an unread file may well state or be: saying that it is missing would be a guess. */
const GUESSED_FIELDS = ['input_shape', 'output_schema'];

/**
 * All problems of a version: first what could not be read, then what the triple check found in the rest,
 * without what it only concludes from the absence of unread files.
 */
export function withoutGuesses(
  found: readonly IngestionProblem[],
  unread: readonly IngestionProblem[],
): IngestionProblem[] {
  const fields = new Set(unread.map(({ field }) => field));
  const isGuess = ({ code, field }: IngestionProblem) =>
    code === 'NO_ARTIFACTS' ||
    (code === 'MISSING_FIELD' && GUESSED_FIELDS.includes(field ?? '')) ||
    (code === 'COMPANION_MISSING' && fields.has(field));
  return unread.length === 0
    ? [...found]
    : [...unread, ...found.filter(problem => !isGuess(problem))];
}
