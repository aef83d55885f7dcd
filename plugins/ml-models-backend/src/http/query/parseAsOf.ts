import type { AsOf } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';

const POSITION = /^(0|[1-9][0-9]{0,15})$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** RFC 3339 §5.6; a local time without offset names no instant. */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * A position, an RFC 3339 instant with offset, or a date, which is the end of that day in UTC. The instant is
 * returned in UTC. Throws `HttpError` `INVALID_AS_OF`.
 */
export function parseAsOf(text: string): AsOf {
  if (POSITION.test(text)) {
    const position = Number(text);
    if (Number.isSafeInteger(position)) {
      return { position };
    }
  }
  if (DATE.test(text) && isCalendarDate(text)) {
    return { instant: `${text}T23:59:59.999Z` };
  }
  // '+' of an offset that was not percent-encoded arrives as a blank
  const instant = text.replace(/ (?=\d{2}:\d{2}$)/, '+');
  const match = INSTANT.exec(instant);
  if (match && isCalendarDate(match[1])) {
    const time = Date.parse(instant.toUpperCase());
    if (!Number.isNaN(time)) {
      return { instant: new Date(time).toISOString() };
    }
  }
  throw new HttpError(
    'INVALID_AS_OF',
    'asOf is a position, an instant with offset such as 2026-01-31T12:00:00Z, or a date such as 2026-01-31',
  );
}

/** `Date.parse` would read 30 February as 2 March. */
function isCalendarDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return (
    !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date
  );
}
