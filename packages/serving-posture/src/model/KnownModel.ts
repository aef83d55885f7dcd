import { compareText } from '../finding/finding';
import type { RegisteredModel } from '../types';
import { formatEntityRef, parseEntityRef } from './entityRef';
import { isDigest, type ModelEntity } from './ModelEntity';

/** A version whose digests something can be held against. */
export interface KnownVersion {
  labels: readonly string[];
  /** Of the registered set; absent where only an entity declares the version. */
  manifestDigest: string | undefined;
  /** RFC 3339; absent where only an entity declares the version. */
  registeredAt: string | undefined;
  files: readonly {
    digest: string | undefined;
    url: string | undefined;
    isOci: boolean;
  }[];
}

/** A model, by what its entity declares and what a registry holds of it. */
export interface KnownModel {
  ref: string;
  entity: ModelEntity | undefined;
  versions: readonly KnownVersion[];
}

/**
 * Brings entities and the registry together. Where a registry is given, its
 * digests count and those of the entities don't: what an owner wrote is no
 * evidence of what was registered.
 */
export function knownModels(
  entities: readonly ModelEntity[],
  registered: readonly RegisteredModel[] | undefined,
): KnownModel[] {
  const models = new Map<string, KnownModel>(
    entities.map(entity => [
      entity.ref,
      {
        ref: entity.ref,
        entity,
        versions: registered ? [] : [declaredVersion(entity)],
      },
    ]),
  );
  for (const { ref: text, versions } of registered ?? []) {
    const parsed = parseEntityRef(text, {
      kind: 'mlmodel',
      namespace: 'default',
    });
    if (!parsed) continue;
    const ref = formatEntityRef(parsed);
    models.set(ref, {
      ref,
      entity: models.get(ref)?.entity,
      versions: versions.map(
        ({ labels, manifestDigest, registeredAt, files }) => ({
          labels,
          manifestDigest,
          registeredAt,
          files: files
            .filter(({ digest }) => isDigest(digest))
            .map(({ digest, url }) => ({ digest, url, isOci: isOci(url) })),
        }),
      ),
    });
  }
  return [...models.values()].sort((a, b) => compareText(a.ref, b.ref));
}

/** Every digest that names the version: of the set, and of each file. */
export function digestsOf({ manifestDigest, files }: KnownVersion): string[] {
  return [manifestDigest, ...files.map(({ digest }) => digest)].filter(
    digest => digest !== undefined,
  );
}

function declaredVersion(entity: ModelEntity): KnownVersion {
  return {
    labels: entity.version === undefined ? [] : [entity.version],
    manifestDigest: undefined,
    registeredAt: undefined,
    files: entity.artifacts.map(({ digest, url }) => ({
      digest,
      url,
      isOci: isOci(url),
    })),
  };
}

function isOci(url: string | undefined): boolean {
  return url?.startsWith('oci:') ?? false;
}
