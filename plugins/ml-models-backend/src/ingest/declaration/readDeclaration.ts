import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import {
  DEFAULT_GOVERNANCE_POLICY,
  isRiskTier,
  RiskTier,
} from '@ml-models/model-governance';
import { declaredEntity } from '../../domain/declaredEntity';
import { fullRef } from '../../domain/fullRef';
import type { Declaration } from '../../domain/ModelCommand';
import type { DocumentBytes } from '../../store/ModelStore';
import {
  canonicalBytes,
  digestOf,
  jsonDocument,
  MEDIA_TYPES,
  referenceTo,
} from '../documents/documentOf';
import { MAX_DESCRIPTION_LENGTH, MAX_TAGS } from '../limits';
import { modelRefOf } from './parseEntity';

/**
 * What an entity declares, as events keep it, with the declared entity as a document. Values of another
 * shape than the kind's are left out here; the triple check names them.
 */
export function readDeclaration(
  entity: MlModelEntityV1alpha1,
  policy: { defaultTier: RiskTier } = DEFAULT_GOVERNANCE_POLICY,
): { declaration: Declaration; document: DocumentBytes } {
  const declared = declaredEntity(entity);
  const document = jsonDocument(MEDIA_TYPES.entity, declared);
  const { metadata, spec } = entity;
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE;
  const tags = texts(metadata.tags).slice(0, MAX_TAGS);
  const declaration: Declaration = {
    entity: referenceTo(document),
    entity_digest: document.digest,
    model_ref: modelRefOf(entity),
    owner: fullRef(spec.owner, 'Group', namespace),
    ...present({
      title: text(metadata.title),
      description: text(metadata.description)?.slice(0, MAX_DESCRIPTION_LENGTH),
      type: text(spec.type),
      lifecycle: text(spec.lifecycle),
      license: text(spec.license),
      task: text(spec.task),
      framework: text(spec.framework),
      declared_version: text(spec.version),
    }),
    ...(tags.length > 0 && { tags }),
    ...(text(spec.system) && {
      system: fullRef(spec.system ?? '', 'System', namespace),
    }),
    ...(isRiskTier(spec.tier)
      ? { tier: spec.tier }
      : { default_tier: policy.defaultTier }),
    fields: fieldDigests(declared),
  };
  return { declaration, document };
}

/** Digest of each value by its path: `spec.tier`, `metadata.title` … */
function fieldDigests(
  declared: ReturnType<typeof declaredEntity>,
): Record<string, string> {
  const { metadata, spec } = declared;
  const entries = [
    ['apiVersion', declared.apiVersion],
    ...Object.entries(metadata).map(([key, value]) => [
      `metadata.${key}`,
      value,
    ]),
    ...Object.entries(spec ?? {}).map(([key, value]) => [`spec.${key}`, value]),
  ] as const;
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== undefined)
      .map(([path, value]) => [path, digestOf(canonicalBytes(value))]),
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'string')
    : [];
}

function present<T extends Record<string, string | undefined>>(
  values: T,
): { [K in keyof T]?: string } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]?: string };
}
