import type { DocumentReference } from '@ml-models/backstage-plugin-ml-models-common';
import type { RegisteredModel } from '@ml-models/serving-posture';
import { MAX_PAGE } from '../domain/limits';
import type { ModelState } from '../domain/ModelState';
import type { ModelStore } from '../store/ModelStore';

/** A model with the entity that was declared of it last. */
export interface RecordedModel extends RegisteredModel {
  declaration?: DocumentReference;
}

/**
 * Every model of the registry with the digests that it measured itself, for looks at clusters to compare with. One
 * whose entity is gone from the catalog may run all the same, unless its reference is another model's by now.
 */
export async function registeredModels(
  models: Pick<ModelStore, 'listModels'>,
): Promise<RecordedModel[]> {
  const found = new Map<string, ModelState>();
  let cursor: string | undefined;
  do {
    const page = await models.listModels(
      { withRemoved: true },
      {
        sort: 'name',
        limit: MAX_PAGE,
        ...(cursor !== undefined && { cursor }),
      },
    );
    for (const model of page.items) {
      if (!model.removedFromCatalog || !found.has(model.modelRef)) {
        found.set(model.modelRef, model);
      }
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return [...found.values()].map(registeredModel);
}

function registeredModel({
  modelRef,
  versions,
  declaration,
}: ModelState): RecordedModel {
  return {
    ref: modelRef,
    ...(declaration && { declaration: declaration.entity }),
    versions: versions.map(
      ({ labels, manifestDigest, createdAt, artifacts }) => ({
        labels,
        manifestDigest,
        registeredAt: createdAt,
        files: artifacts.map(({ digest, source }) => ({
          digest,
          url: source,
        })),
      }),
    ),
  };
}
