import type { ScmIntegrationRegistry } from '@backstage/integration';

const GOOGLE_GCS_HOST = 'storage.cloud.google.com';

/** Their readers fetch the whole object before the first byte comes out. */
const BUFFERING = ['awsS3', 'awsCodeCommit', 'gitea', 'gerrit'];

/**
 * The integration whose reader the portal's `UrlReaderService` would take for a URL, by the rules of those
 * readers: cloud stores go by the end of the host, Gerrit by its Gitiles host, all others by the host.
 */
export function integrationOf(
  integrations: ScmIntegrationRegistry,
  url: URL,
): { type: string; streams: boolean } | undefined {
  const of = (type: string) => ({ type, streams: !BUFFERING.includes(type) });
  const gerrit = integrations.gerrit
    .list()
    .some(
      ({ config }) =>
        new URL(config.gitilesBaseUrl ?? `https://${config.host}`).host ===
        url.host,
    );
  if (gerrit) {
    return of('gerrit');
  }
  for (const type of ['awsS3', 'awsCodeCommit', 'azureBlobStorage'] as const) {
    const hosts = integrations[type].list().map(({ config }) => config.host);
    if (hosts.some(host => url.host.endsWith(host))) {
      return of(type);
    }
  }
  if (url.host === GOOGLE_GCS_HOST) {
    return of('googleGcs');
  }
  const found = integrations.byUrl(url);
  return found && of(found.type);
}
