import {
  JudgedServing,
  ServingConcern,
  servingConcerns,
} from '../servingConcern';
import type { RankedProblem } from './problem';

/** What was found at each place where the model runs. */
export function servingProblems(serving: JudgedServing): RankedProblem[] {
  return servingConcerns(serving).map(found => ({
    rank: found.concern === 'bad' ? 'serving' : 'exposure',
    problem: {
      id: `problem.serving.${found.id}`,
      concern: found.concern,
      message: `Serving: ${found.message}`,
      params: { finding: found.id, subject: found.subject },
      subject: found.subject,
      ...(found.version !== undefined && { version: found.version }),
      inService: true,
      turn: { role: 'platform' },
      reason: found.message,
      evidence: [
        {
          role: 'decides',
          ref: found.subject,
          why: found.message,
          value: found.id,
        },
      ],
      cure: cureOf(found),
    },
  }));
}

const ROLLOUT_WARNINGS: readonly string[] = [
  'subset_not_defined',
  'subset_unknown',
  'weights_all_zero',
  'several_routes_for_host',
];

function cureOf({
  id,
  meshNamespace,
}: ServingConcern): RankedProblem['problem']['cure'] {
  if (id === 'mtls.plaintext' || id === 'mtls.partly-plaintext') {
    return meshNamespace === undefined
      ? {
          text: 'Bring the workload into the mesh, then require mutual TLS for its namespace',
          tab: 'serving',
        }
      : {
          text: 'Require mutual TLS for the namespace; callers outside the mesh are then refused',
          yaml: `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: ${meshNamespace}
spec:
  mtls:
    mode: STRICT`,
          tab: 'serving',
        };
  }
  if (id === 'image_not_pinned') {
    return {
      text: 'Name the image by its digest (image@sha256:…) in the manifest of the workload',
      tab: 'serving',
    };
  }
  return ROLLOUT_WARNINGS.includes(id)
    ? { text: 'Change the route that the evidence names', tab: 'rollout' }
    : { text: 'Change the object that the evidence names', tab: 'serving' };
}
