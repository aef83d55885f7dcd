import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { HttpError } from '../errors/HttpError';

/**
 * The ingestion is queued and keeps the refusal with every problem; who asked learns at once what no file can
 * supply. Throws `REFUSED`.
 */
export function refuseIfLacking(
  problems: Wire['Problem'][],
  ingestionId: string,
): void {
  if (problems.length > 0) {
    throw new HttpError(
      'REFUSED',
      `Nothing is registered: ${problems
        .map(({ message }) => message)
        .join('; ')}`,
      { problems, ingestionId },
    );
  }
}
