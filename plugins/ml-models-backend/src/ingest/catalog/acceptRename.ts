import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_FORMERLY,
  ML_MODEL_KIND,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelStore } from '../../store/ModelStore';

/** `waiting`: the entity says that it was another one, which the catalog still has. */
export type Rename =
  | { state: 'none' }
  | { state: 'waiting'; from: string }
  | { state: 'due'; from: string };

/**
 * Whether an entity continues a model under another reference, as its annotation `ml-models/formerly` says:
 * the model exists under the old one, and not yet under the new one.
 */
export async function acceptRename(
  entity: Entity,
  present: { has(ref: string): boolean },
  models: Pick<ModelStore, 'findModel'>,
): Promise<Rename> {
  const from = formerly(entity);
  const to = stringifyEntityRef(entity);
  if (from === undefined || from === to) {
    return { state: 'none' };
  }
  const old = await models.findModel({ modelRef: from });
  const own = await models.findModel({ modelRef: to });
  if (old?.modelRef !== from || own) {
    return { state: 'none' };
  }
  return { state: present.has(from) ? 'waiting' : 'due', from };
}

function formerly(entity: Entity): string | undefined {
  const text = entity.metadata.annotations?.[ANNOTATION_FORMERLY];
  if (!text) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: ML_MODEL_KIND,
        defaultNamespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
      }),
    );
  } catch {
    return undefined;
  }
}
