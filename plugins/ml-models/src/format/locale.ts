/** For readers whose browser names no language that `Intl` knows. */
const FALLBACK = 'en';

/**
 * The reader's language as `Intl` takes it. Browsers hand on what the system
 * says, which may be `en-US@posix`, `C` or nothing.
 */
export function readerLocale(): string {
  return localeOf(navigator.language);
}

/** @see readerLocale */
export function localeOf(language: string | undefined): string {
  const tag = (language ?? '').replace(/[@.].*$/, '').replace(/_/g, '-');
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag])[0] ?? FALLBACK;
  } catch {
    return FALLBACK;
  }
}
