import type { Entity } from '@backstage/catalog-model';
import { declaredEntity } from '../../domain/declaredEntity';
import { canonicalBytes, digestOf } from '../documents/documentOf';

/** Equal for entities that declare the same: SHA-256 over RFC 8785 of the declared part. */
export function declaredEntityDigest(entity: Entity): string {
  return digestOf(canonicalBytes(declaredEntity(entity)));
}
