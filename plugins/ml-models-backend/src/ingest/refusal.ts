import type { RecordedCheck } from '@ml-models/backstage-plugin-ml-models-common';
import type { IngestionResult } from './IngestionResult';
import { MAX_PROBLEMS } from './limits';
import { IngestionProblem, stateOf } from './problems';

/** The end of an ingestion that registers nothing. */
export function refusal(
  problems: readonly IngestionProblem[],
  checks: RecordedCheck[] = [],
  version?: string,
): IngestionResult {
  const kept = problems.slice(0, MAX_PROBLEMS);
  const last = kept.at(-1);
  const more = problems.length - kept.length;
  if (last && more > 0) {
    kept[kept.length - 1] = {
      ...last,
      message: `${last.message} (and ${more} more problems)`,
    };
  }
  return {
    state: stateOf(problems),
    ...(version && { version }),
    problems: kept,
    checks,
  };
}
