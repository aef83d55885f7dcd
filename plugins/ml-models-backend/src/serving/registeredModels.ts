import type { RegisteredModel } from '@ml-models/serving-posture';
import { MAX_PAGE } from '../domain/limits';
import type { ModelState } from '../domain/ModelState';
import type { ModelStore } from '../store/ModelStore';

/** Every model of the registry with the digests that it measured itself, for looks at clusters to compare with. */
export async function registeredModels(
  models: Pick<ModelStore, 'listModels'>,
): Promise<RegisteredModel[]> {
  const found: RegisteredModel[] = [];
  let cursor: string | undefined;
  do {
    const page = await models.listModels(
      {},
      {
        sort: 'name',
        limit: MAX_PAGE,
        ...(cursor !== undefined && { cursor }),
      },
    );
    found.push(...page.items.map(registeredModel));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

function registeredModel({ modelRef, versions }: ModelState): RegisteredModel {
  return {
    ref: modelRef,
    versions: versions.map(({ labels, manifestDigest, artifacts }) => ({
      labels,
      manifestDigest,
      files: artifacts.map(({ digest, source }) => ({
        digest,
        url: source,
      })),
    })),
  };
}
