import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { ModelStore } from '../store/ModelStore';
import { readOrFault } from '../store/readOrFault';
import { SERVING_LIMITS } from './limits';
import type { RecordedModel } from './RegisteredModels';

type DocumentReader = Pick<ModelStore, 'readDocument' | 'erasedAmong'>;

/**
 * What was declared of models that the catalog does not have: those that were only posted. Documents are named by
 * their bytes, so one that was read for the look before is not read again.
 */
export class DeclaredEntities {
  readonly #models: DocumentReader;
  #read = new Map<string, Entity>();

  constructor(models: DocumentReader) {
    this.#models = models;
  }

  /** Entities as they were recorded last; what could not be read stands in `problems`. */
  async of(
    models: readonly RecordedModel[],
  ): Promise<{ entities: Entity[]; problems: string[] }> {
    const read = new Map<string, Entity>();
    const entities: Entity[] = [];
    let bytes = 0;
    let unread = 0;
    let altered = 0;
    for (const digest of await this.#models.erasedAmong([
      ...this.#read.keys(),
    ])) {
      this.#read.delete(digest);
    }
    for (const { ref, declaration } of models) {
      if (!declaration) {
        continue;
      }
      const { digest, size } = declaration;
      if (
        read.size >= SERVING_LIMITS.declarations ||
        bytes + size > SERVING_LIMITS.declarationBytes
      ) {
        unread += 1;
        continue;
      }
      bytes += size;
      const entity = this.#read.get(digest) ?? (await this.#entity(digest));
      if (entity === 'altered') {
        altered += 1;
        continue;
      }
      if (!entity) {
        continue;
      }
      read.set(digest, entity);
      // one that was renamed is declared under the name that it had
      if (stringifyEntityRef(entity) === ref) {
        entities.push(entity);
      }
    }
    this.#read = read;
    return {
      entities,
      // every reader of a cluster sees its problems, so no model is named
      problems: [
        ...(unread
          ? [`${unread} declarations of posted models go over a limit`]
          : []),
        ...(altered
          ? [
              `${altered} declarations of posted models are not what was recorded`,
            ]
          : []),
      ],
    };
  }

  /** `undefined` when it is gone, or is not an entity. */
  async #entity(digest: string): Promise<Entity | 'altered' | undefined> {
    const { document, fault } = await readOrFault(this.#models, digest);
    if (fault?.code === 'DOCUMENT_ALTERED') {
      return 'altered';
    }
    const entity: Entity | undefined =
      document && JSON.parse(Buffer.from(document.bytes).toString('utf8'));
    return entity?.metadata?.name && entity.kind ? entity : undefined;
  }
}
