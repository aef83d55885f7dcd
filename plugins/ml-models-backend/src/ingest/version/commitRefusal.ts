import { DomainError } from '../../domain/DomainError';
import type { RecordedCheck } from '@ml-models/backstage-plugin-ml-models-common';
import type { IngestionResult } from '../IngestionResult';
import { IngestionError } from '../problems';
import { refusal } from '../refusal';

/**
 * The result that an error of the line means. What is no refusal is thrown on: a claim that moved on
 * (`STALE_CLAIM`) has no result at all, and a bug is not the declaration's fault.
 */
export function commitRefusal(
  error: unknown,
  checks: RecordedCheck[],
): IngestionResult {
  if (error instanceof IngestionError) {
    return refusal(error.problems, checks);
  }
  if (error instanceof DomainError && error.code !== 'STALE_CLAIM') {
    const { code, message, params } = error;
    const problem =
      code === 'VERSION_CONFLICT' ||
      code === 'UNKNOWN_TIER' ||
      code === 'NOT_THE_OWNER'
        ? { code, message, params }
        : {
            code: 'REGISTRATION_REFUSED' as const,
            message,
            params: { ...params, code },
          };
    return refusal([problem], checks);
  }
  throw error;
}
