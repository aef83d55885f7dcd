import type {
  Evidence,
  ServedBytes,
  WorkloadPosture,
} from '@ml-models/serving-posture';

/** Message id of the evidence; a workload that carries it keeps the time of its own last look. */
const OUTDATED = 'observation_outdated';

/** When a workload was last looked at, if that is too long ago; `undefined` for a fresh one. */
export function outdatedSince({
  dataPlane,
}: Pick<WorkloadPosture, 'dataPlane'>): string | undefined {
  const [first] = dataPlane.evidence;
  return first?.id === OUTDATED ? String(first.params?.observedAt) : undefined;
}

/**
 * A workload that nobody has looked at for too long: what it is stays, what was judged becomes unknown with the
 * time of the last look as evidence.
 */
export function outdatedWorkload(
  workload: WorkloadPosture,
  observedAt: string,
): WorkloadPosture {
  const since = outdatedSince(workload) ?? observedAt;
  const evidence: Evidence[] = [
    {
      ref: `${workload.owner.kind} ${workload.namespace}/${workload.owner.name}`,
      role: 'decides',
      why: `Last seen at ${since}; what is true now is not known`,
      id: OUTDATED,
      params: { observedAt: since },
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
      decryption: { ...unknown, evidence },
      trustedExecution: { ...unknown, evidence },
    },
    model: {
      ...workload.model,
      servedBytes: stillSaid(workload.model.servedBytes),
      level: 'unknown',
      ...(workload.model.also && {
        also: workload.model.also.map(each => ({
          ...each,
          servedBytes: stillSaid(each.servedBytes),
          level: 'unknown' as const,
        })),
      }),
    },
  };
}

/** What alarms is not taken back by growing old, and a claim stays a claim; that the bytes match is not known any more. */
function stillSaid(servedBytes: ServedBytes): ServedBytes {
  return servedBytes === 'mismatch' || servedBytes === 'claimed'
    ? servedBytes
    : 'unknown';
}
