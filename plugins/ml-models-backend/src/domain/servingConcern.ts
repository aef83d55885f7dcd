import type { Finding, MtlsVerdict } from '@ml-models/serving-posture';

/** What of a posture is judged here; words that the pure package closes may be open on the wire. */
export interface JudgedServing {
  workloads: readonly {
    ports: readonly { port: number; mtls: { verdict: string } }[];
    findings: readonly { id: string; severity: string; message: string }[];
  }[];
  rollouts: readonly {
    warnings: readonly { id: string; message: string }[];
  }[];
}

/** What about the places where a model runs asks for a person. */
export interface ServingConcern {
  concern: 'attention' | 'bad';
  /** of a finding or warning, or `mtls.` and the verdict of a port */
  id: string;
  message: string;
}

const SEVERITIES: readonly string[] = [
  'critical',
  'high',
  'medium',
  'low',
] satisfies Finding['severity'][];
const SEVERE = SEVERITIES.indexOf('high');

/** Nobody has to identify itself to such a workload. */
const OPEN_TO_ANYONE: readonly string[] = [
  'no_authz_policy',
  'authz_allow_any',
];

/** From the worst; ports with another verdict are judged by their findings. */
const BAD_PORTS: readonly [MtlsVerdict, (port: string) => string][] = [
  ['plaintext', port => `${port} accepts plaintext`],
  ['partly-plaintext', port => `some traffic to ${port} is plaintext`],
  [
    'contradiction',
    port => `${port} is observed to be other than it is declared`,
  ],
];

/**
 * The worst of everything found where a model runs: a critical finding, then a port that is open, then the other
 * findings by severity, then what a rollout warns of. `undefined` when there is nothing, or only information.
 */
export function worstServingConcern(
  serving: JudgedServing,
): ServingConcern | undefined {
  const findings = serving.workloads
    .flatMap(workload => workload.findings)
    .filter(({ severity }) => severity !== 'info')
    .map(finding => ({
      ...finding,
      rank: SEVERITIES.indexOf(finding.severity),
    }))
    .sort((a, b) => a.rank - b.rank);
  const [worst] = findings;
  const port = worstPort(serving);
  if (port && !(worst?.severity === 'critical')) {
    return port;
  }
  if (worst) {
    return {
      // a severity that is not known is taken as the worst
      concern: worst.rank <= SEVERE ? 'bad' : 'attention',
      id: worst.id,
      message: worst.message,
    };
  }
  const warning = serving.rollouts.flatMap(({ warnings }) => warnings).at(0);
  return (
    warning && {
      concern: 'attention',
      id: warning.id,
      message: warning.message,
    }
  );
}

function worstPort({ workloads }: JudgedServing): ServingConcern | undefined {
  for (const [verdict, sentence] of BAD_PORTS) {
    for (const { ports, findings } of workloads) {
      const port = ports.find(({ mtls }) => mtls.verdict === verdict);
      if (port) {
        const isOpen =
          verdict === 'plaintext' &&
          findings.some(({ id }) => OPEN_TO_ANYONE.includes(id));
        return {
          concern: 'bad',
          id: `mtls.${verdict}`,
          message: `${sentence(`port ${port.port}`)}${
            isOpen ? ' from anyone' : ''
          }`,
        };
      }
    }
  }
  return undefined;
}
