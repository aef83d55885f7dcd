import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  ML_MODEL_KIND,
  RELATION_SERVES,
} from '@ml-models/backstage-plugin-ml-models-common';

/** Relations by which something uses a model. */
export const USE_RELATIONS = [RELATION_SERVES, 'dependsOn', 'consumesApi'];
/** Relations by which something holds models. */
export const HOLD_RELATIONS = ['ownerOf', 'hasPart'];

/** References of the models at the other end of these relations, each once. */
export function relatedModels(entity: Entity, relations: string[]): string[] {
  const refs = (entity.relations ?? [])
    .filter(({ type }) => relations.includes(type))
    .map(({ targetRef }) => targetRef)
    .filter(isModelRef);
  return [...new Set(refs)];
}

function isModelRef(ref: string): boolean {
  return (
    parseEntityRef(ref).kind.toLocaleLowerCase('en-US') ===
    ML_MODEL_KIND.toLocaleLowerCase('en-US')
  );
}

function isModel(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') ===
    ML_MODEL_KIND.toLocaleLowerCase('en-US')
  );
}

/** True for what serves or depends on a model, without being one. @public */
export function usesModels(entity: Entity): boolean {
  return !isModel(entity) && relatedModels(entity, USE_RELATIONS).length > 0;
}

/** True for groups, users, systems and the like that hold models. @public */
export function holdsModels(entity: Entity): boolean {
  return !isModel(entity) && relatedModels(entity, HOLD_RELATIONS).length > 0;
}
