import { DomainError } from '../../domain/DomainError';
import type { IngestionResult } from '../IngestionResult';
import { IngestionError } from '../problems';
import { refusal } from '../refusal';

/**
 * The result that an error of the line means. What is no refusal is thrown on: a claim that moved on
 * (`STALE_CLAIM`) has no result at all, and a bug is not the declaration's fault.
 */
export function commitRefusal(error: unknown): IngestionResult {
  if (error instanceof IngestionError) {
    return refusal(error.problems);
  }
  if (error instanceof DomainError && error.code !== 'STALE_CLAIM') {
    const { code, message, params } = error;
    return refusal([
      code === 'VERSION_CONFLICT' || code === 'UNKNOWN_TIER'
        ? { code, message, params }
        : {
            code: 'REGISTRATION_REFUSED',
            message,
            params: { ...params, code },
          },
    ]);
  }
  throw error;
}
