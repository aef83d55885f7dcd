import type { KubernetesObject } from './KubernetesObject';

/**
 * A kind that this package reads. `read` throws a PostureError when the part
 * that verdicts need has the wrong shape.
 */
export interface ObjectType<T> {
  group: string;
  kind: string;
  versions: readonly string[];
  read(object: KubernetesObject): T;
}
