const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Milliseconds that an axis spans at least: measurements of one run do not tell the time in milliseconds. */
const SHORTEST_SPAN_MS = HOUR_MS;
/** From here on an axis names days and no hours, and from there on months and no days. */
const DAYS_FROM_MS = 4 * DAY_MS;
const MONTHS_FROM_MS = 300 * DAY_MS;

/**
 * First and last instant of an axis, in milliseconds since 1970. It ends with the
 * last measurement, never after it: what has not happened has no place on it.
 */
export function timeDomain(times: readonly number[]): [number, number] {
  const first = Math.min(...times);
  const last = Math.max(...times);
  const shortest = first === last ? DAY_MS : SHORTEST_SPAN_MS;
  return [Math.min(first, last - shortest), last];
}

/** Words for a tick of an axis over that span, in the reader's language and zone. */
export function tickFormat(
  [first, last]: readonly [number, number],
  locale: string,
): (instant: Date) => string {
  const span = last - first;
  const format = new Intl.DateTimeFormat(locale, formatOf(span));
  return instant => format.format(instant);
}

function formatOf(span: number): Intl.DateTimeFormatOptions {
  if (span >= MONTHS_FROM_MS) {
    return { month: 'short', year: 'numeric' };
  }
  if (span >= DAYS_FROM_MS) {
    return { day: 'numeric', month: 'short' };
  }
  return span > DAY_MS / 2
    ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
    : { hour: '2-digit', minute: '2-digit' };
}
