import type { Evidence, WorkloadPosture } from '@ml-models/serving-posture';

/** Message id of the evidence; a workload that carries it keeps the time of its own last look. */
const OUTDATED = 'observation_outdated';

/**
 * A workload that nobody has looked at for too long: what it is stays, what was judged becomes unknown with the
 * time of the last look as evidence.
 */
export function outdatedWorkload(
  workload: WorkloadPosture,
  observedAt: string,
): WorkloadPosture {
  if (workload.dataPlane.evidence[0]?.id === OUTDATED) {
    return workload;
  }
  const evidence: Evidence[] = [
    {
      ref: `${workload.owner.kind} ${workload.namespace}/${workload.owner.name}`,
      role: 'decides',
      why: `Last seen at ${observedAt}; what is true now is not known`,
      id: OUTDATED,
      params: { observedAt },
    },
  ];
  const unknown = { value: 'unknown', level: 'unknown', evidence } as const;
  return {
    ...workload,
    dataPlane: { ...unknown, evidence },
    authorization: { ...unknown, evidence },
    ports: workload.ports.map(port => ({
      ...port,
      mtls: {
        declared: 'unknown',
        observed: 'not_measurable',
        verdict: 'unknown',
      },
      evidence,
    })),
    secureLoading: {
      encryptedAtRest: { ...unknown, evidence },
      trustedExecution: { ...unknown, evidence },
    },
    model: { ...workload.model, servedBytes: 'unknown' },
  };
}
