import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  Entity,
} from '@backstage/catalog-model';
import { REGISTRY_ANNOTATIONS } from '@ml-models/backstage-plugin-ml-models-common';

/** Written by the catalog and the registry about the entity, not by its author. */
const ADDED_ANNOTATIONS: ReadonlySet<string> = new Set([
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  ANNOTATION_EDIT_URL,
  'backstage.io/orphan',
  ...REGISTRY_ANNOTATIONS,
]);

const ADDED_METADATA: ReadonlySet<string> = new Set([
  'uid',
  'etag',
  'generation',
]);

/**
 * The entity as its author wrote it: without relations, status, and what the catalog and the registry add
 * to its metadata. An absent namespace is written as `default`, as the catalog does.
 */
export function declaredEntity(entity: Entity): Entity {
  const { metadata, apiVersion, kind, spec } = entity;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(
    ([name]) => !ADDED_ANNOTATIONS.has(name),
  );
  const kept = Object.entries(metadata).filter(
    ([key]) => !ADDED_METADATA.has(key) && key !== 'annotations',
  );
  return {
    apiVersion,
    kind,
    metadata: {
      namespace: 'default',
      ...Object.fromEntries(kept),
      name: metadata.name,
      ...(annotations.length > 0 && {
        annotations: Object.fromEntries(annotations),
      }),
    },
    ...(spec && { spec }),
  };
}
