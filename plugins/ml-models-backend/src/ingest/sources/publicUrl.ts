import { HARMLESS_PARAMETERS } from '../declaration/urlSecrets';

/** A URL as people and the record may see it: without credentials, signatures and fragment. */
export function publicUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  for (const name of [...shown.searchParams.keys()]) {
    if (!HARMLESS_PARAMETERS.includes(name)) {
      shown.searchParams.delete(name);
    }
  }
  return shown.href;
}
