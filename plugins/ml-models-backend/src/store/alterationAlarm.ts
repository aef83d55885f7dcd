import type { LoggerService } from '@backstage/backend-plugin-api';
import { DomainError } from '../domain/DomainError';
import type { Alteration } from './ModelStore';

/** Alterations that are remembered as told, so that a page which is looked at all day is one line of the log. */
const MAX_TOLD = 1_000;

const SENTENCES: Readonly<Record<Alteration['what'], string>> = {
  document:
    'A document is not what was recorded under its digest: somebody changed it in the database. It is not served',
  event:
    'An event is not what was recorded under its hash: somebody changed it in the database. Nothing is read from it',
};

/** Says that something recorded was altered: in the log once for each, and to `altered` each time. */
export function alterationAlarm(
  logger: LoggerService,
  altered: (alteration: Alteration) => void,
): (alteration: Alteration) => void {
  const told = new Set<string | number>();
  return alteration => {
    altered(alteration);
    const { what, ...where } = alteration;
    const key =
      'digest' in alteration ? alteration.digest : alteration.position;
    if (told.has(key) || told.size >= MAX_TOLD) {
      return;
    }
    told.add(key);
    logger.error(SENTENCES[what], where);
  };
}

/** What an error says was altered; `undefined` for any other error. */
export function alterationOf(error: unknown): Alteration | undefined {
  if (!(error instanceof DomainError)) {
    return undefined;
  }
  const { code, params } = error;
  if (code === 'DOCUMENT_ALTERED') {
    return { what: 'document', digest: String(params.digest) };
  }
  return code === 'EVENT_ALTERED'
    ? { what: 'event', position: Number(params.position) }
    : undefined;
}
