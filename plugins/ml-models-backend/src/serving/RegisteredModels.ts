import type { DocumentReference } from '@ml-models/backstage-plugin-ml-models-common';
import type { RegisteredModel } from '@ml-models/serving-posture';
import type { ModelState } from '../domain/ModelState';
import type { ModelStore, Reached } from '../store/ModelStore';

/** A model with the entity that was declared of it last. */
export interface RecordedModel extends RegisteredModel {
  declaration?: DocumentReference;
}

/**
 * Every model of the registry with the digests that it measured itself, for looks at clusters to compare with. Between
 * two looks only what has changed is read.
 */
export class RegisteredModels {
  readonly #models: Pick<ModelStore, 'changesSince'>;
  #reached: Reached | undefined;
  #recorded = new Map<string, { model: RecordedModel; removed: boolean }>();

  constructor(models: Pick<ModelStore, 'changesSince'>) {
    this.#models = models;
  }

  /**
   * One whose entity is gone from the catalog may run all the same, unless its reference is another model's by now.
   */
  async all(): Promise<RecordedModel[]> {
    for (let more = true; more; ) {
      const page = await this.#models.changesSince(this.#reached);
      if (page.reached.rebuilt !== this.#reached?.rebuilt) {
        this.#recorded = new Map();
      }
      for (const state of page.items) {
        this.#recorded.set(state.id, {
          model: registeredModel(state),
          removed: state.removedFromCatalog,
        });
      }
      this.#reached = page.reached;
      more = page.more;
    }
    const byRef = new Map<string, RecordedModel>();
    for (const { model, removed } of this.#recorded.values()) {
      if (!removed || !byRef.has(model.ref)) {
        byRef.set(model.ref, model);
      }
    }
    return [...byRef.values()];
  }
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
