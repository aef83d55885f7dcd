const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
];

/** `3 hours ago`, `in 2 days`; `just now` within a minute. */
export function formatAge(instant: Date, now: Date, language: string): string {
  const seconds = (instant.getTime() - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return relative.format(Math.trunc(seconds / size), unit);
    }
  }
  return relative.format(0, 'second');
}

/** Date and time in the reader's zone. */
export function formatLocal(instant: Date, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(instant);
}

/** As `formatAge`, and `12 seconds ago` within a minute. */
export function formatSeconds(
  instant: Date,
  now: Date,
  language: string,
): string {
  const seconds = Math.trunc((instant.getTime() - now.getTime()) / 1000);
  return Math.abs(seconds) < 60
    ? new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
        seconds,
        'second',
      )
    : formatAge(instant, now, language);
}
