import { oneLine } from '../text';

/**
 * `location` as `downloadLocation` (SPDX 2.3 §7.7), or `NOASSERTION` where it
 * is no absolute URL. User, password, query and fragment are left out: a
 * document is published, and signed links carry their key in the query.
 */
export function publicLocation(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) {
    return 'NOASSERTION';
  }
  const url = new URL(location);
  if (!/^(https?|s3|gs|abfss?|oci|hf|git\+https|ftp):$/.test(url.protocol)) {
    return 'NOASSERTION';
  }
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  // a host that no URL parser splits keeps its user
  return url.href.includes('@') && url.host.includes('@')
    ? 'NOASSERTION'
    : oneLine(url.href);
}
