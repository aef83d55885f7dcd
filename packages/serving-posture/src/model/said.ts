import type { Evidence } from '../types';
import type { Pod, Workload } from '../workload/Workload';

/** A value of an annotation, and who says it. */
export interface Said {
  key: string;
  value: string;
}

export type Note = (
  id: string,
  why: string,
  value: string,
  role?: Evidence['role'],
) => Evidence;

/**
 * Every value of an annotation, each once. The pod template counts before its
 * owner and is named first; a running pod that says something else says it of
 * itself, so both count.
 */
export function annotationValues(
  key: string,
  { template, object }: Workload,
  pods: readonly Pod[],
): Said[] {
  const own = template.annotations.get(key) ?? object.annotations.get(key);
  const values = new Set(
    [own, ...pods.map(pod => pod.template.annotations.get(key))].filter(
      value => value !== undefined,
    ),
  );
  return [...values].map(value => ({ key, value }));
}
