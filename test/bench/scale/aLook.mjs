import { aWorkload } from '../../../plugins/ml-models-backend/src/domain/__testUtils__/aWorkload';
import { modelRefOf } from './models.mjs';

/** One model in twenty runs, in one of two clusters. */
export function aLook(cluster, models) {
  const workloads = [];
  for (let index = cluster === 'east' ? 0 : 20; index < models; index += 40) {
    const workload = aWorkload(index % 3 === 0 ? 'verified' : 'unknown');
    workloads.push({
      ...workload,
      owner: { kind: 'Deployment', name: `serves-${index}` },
      model: { ...workload.model, ref: modelRefOf(index) },
    });
  }
  return {
    cluster,
    observedAt: new Date().toISOString(),
    source: 'cluster',
    workloads,
    rollouts: [],
    problems: [],
  };
}
