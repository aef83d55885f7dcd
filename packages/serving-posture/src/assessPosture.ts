import type { PostureInput, PostureReport } from './types';

/**
 * Judges Kubernetes objects: which workload serves which model, who may call
 * it, whether mutual TLS is required, and which rollouts run.
 *
 * @public
 */
export function assessPosture(input: PostureInput): PostureReport {
  return {
    workloads: [],
    rollouts: [],
    problems: input.objects.length
      ? [{ code: 'NOT_READABLE', message: 'Not yet judged' }]
      : [],
  };
}
