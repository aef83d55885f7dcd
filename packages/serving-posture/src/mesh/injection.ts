import type { Match } from '../object/selector';
import type { Namespace } from '../cluster/Namespace';
import type { Evidence, Finding } from '../types';
import type { PodTemplate } from '../workload/PodTemplate';

/** What the injection rules read. */
export interface InjectionSubject {
  /** `Deployment namespace/name`. */
  ref: string;
  template: PodTemplate;
  namespaceName: string;
  /** `undefined`: not among the objects, or not readable. */
  namespace: Namespace | undefined;
}

/** Whether one mesh's rules would put its data plane in front of a pod. */
export interface Injection {
  answer: Match;
  evidence: Evidence[];
  findings: Finding[];
}

export function injection(
  answer: Match,
  evidence: Evidence[] = [],
  findings: Finding[] = [],
): Injection {
  return { answer, evidence, findings };
}
