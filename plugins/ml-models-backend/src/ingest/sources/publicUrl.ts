/** Query parameters that say which file is meant and grant nothing. */
const HARMLESS = ['path', 'version', 'ref', 'at', 'api-version'];

/** A URL as people and the record may see it: without credentials, signatures and fragment. */
export function publicUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  for (const name of [...shown.searchParams.keys()]) {
    if (!HARMLESS.includes(name)) {
      shown.searchParams.delete(name);
    }
  }
  return shown.href;
}
