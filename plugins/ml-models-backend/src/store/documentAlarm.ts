import type { LoggerService } from '@backstage/backend-plugin-api';

/** Digests that are remembered as told, so that a page which is looked at all day is one line of the log. */
const MAX_TOLD = 1_000;

/** Says that a document was altered: in the log once for each, and to `altered` each time. */
export function documentAlarm(
  logger: LoggerService,
  altered: (digest: string) => void,
): (digest: string) => void {
  const told = new Set<string>();
  return digest => {
    altered(digest);
    if (told.has(digest) || told.size >= MAX_TOLD) {
      return;
    }
    told.add(digest);
    logger.error(
      'A document is not what was recorded under its digest: somebody changed it in the database. It is not served',
      { digest },
    );
  };
}
