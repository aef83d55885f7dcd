import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';

/** The hosts that the bytes of an entity come from, as far as it names them; none when all lie beside it on a disk. */
export function sourceHosts(entity: Entity): string[] {
  const declared: unknown = entity.spec?.artifacts;
  const items: unknown[] = Array.isArray(declared) ? declared : [];
  const hosts = items.map(item =>
    typeof item === 'object' && item !== null && 'url' in item
      ? hostOf(item.url)
      : undefined,
  );
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  if (location?.startsWith('url:')) {
    // relative paths, the card's too, are relative to it
    hosts.push(hostOf(location.slice('url:'.length)));
  }
  return [...new Set(hosts.filter(host => host !== undefined))].sort();
}

function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url)
    ? new URL(url).host || undefined
    : undefined;
}
