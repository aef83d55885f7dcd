import {
  type Concern,
  MTLS_CONCERN,
  SEVERITY_CONCERN,
} from '@ml-models/backstage-plugin-ml-models-common';
import { SEVERITIES } from '@ml-models/model-formats';
import { MTLS_VERDICTS, type MtlsVerdict } from '@ml-models/serving-posture';
import { servingOnly } from './served/ServedFact';

/** What of a posture is judged here; words that the pure package closes may be open on the wire. */
export interface JudgedServing {
  workloads: readonly {
    role?: string;
    cluster?: string;
    namespace?: string;
    owner?: { kind: string; name: string };
    dataPlane?: { value: string };
    model?: { version: string | null };
    ports: readonly { port: number; mtls: { verdict: string } }[];
    findings: readonly { id: string; severity: string; message: string }[];
  }[];
  rollouts: readonly {
    namespace?: string;
    source?: string;
    name?: string;
    warnings: readonly { id: string; message: string }[];
  }[];
}

/** What about one place where a model runs asks for a person. */
export interface ServingConcern {
  concern: 'attention' | 'bad';
  /** of a finding or warning, or `mtls.` and the verdict of a port */
  id: string;
  message: string;
  /** the object that it is about, such as `Deployment fraud/scorer port 8012` */
  subject: string;
  /** of a workload that states which version it serves */
  version?: string;
  /** where a policy of Istio would be read, its namespace */
  meshNamespace?: string;
}

/** A wire's severity may be a word of the future. */
const rankOf = (severity: string) =>
  SEVERITIES.findIndex(known => known === severity);
const CRITICAL = SEVERITIES.indexOf('critical');

/** One that is not known is taken as the worst; `info` was left out. */
function asksFor(severity: string): 'attention' | 'bad' {
  const concern: Concern | undefined =
    SEVERITY_CONCERN[SEVERITIES[rankOf(severity)]];
  return concern === 'attention' ? 'attention' : 'bad';
}

/** Nobody has to identify itself to such a workload. */
const OPEN_TO_ANYONE: readonly string[] = [
  'no_authz_policy',
  'authz_allow_any',
];

/** Such ports are bad by their own verdict; the others are judged by their findings. */
const BAD_VERDICTS = MTLS_VERDICTS.filter(
  verdict => MTLS_CONCERN[verdict] === 'bad',
);

/**
 * Everything found where a model runs, the worst first: critical findings, then ports that are open, then the other
 * findings by severity, then what rollouts warn of. Empty when there is nothing, or only information.
 */
export function servingConcerns(judged: JudgedServing): ServingConcern[] {
  const serving = { ...judged, workloads: servingOnly(judged.workloads) };
  const findings = serving.workloads
    .flatMap(workload =>
      workload.findings.map(finding => ({ workload, finding })),
    )
    .filter(({ finding }) => finding.severity !== 'info')
    .map(({ workload, finding: { id, message, severity } }) => {
      const rank = rankOf(severity);
      return {
        rank,
        found: {
          concern: asksFor(severity),
          id,
          message,
          ...aboutOf(workload),
        },
      };
    })
    .sort((a, b) => a.rank - b.rank);
  const found = (of: typeof findings) => of.map(each => each.found);
  return [
    ...found(findings.filter(({ rank }) => rank <= CRITICAL)),
    ...openPorts(serving),
    ...found(findings.filter(({ rank }) => rank > CRITICAL)),
    ...serving.rollouts.flatMap(rollout =>
      rollout.warnings.map(({ id, message }) => ({
        concern: 'attention' as const,
        id,
        message,
        subject: objectOf(rollout.source, rollout.namespace, rollout.name),
      })),
    ),
  ];
}

/** The first of `servingConcerns`. */
export function worstServingConcern(
  serving: JudgedServing,
): ServingConcern | undefined {
  return servingConcerns(serving).at(0);
}

function openPorts({ workloads }: JudgedServing): ServingConcern[] {
  return BAD_VERDICTS.flatMap(verdict =>
    workloads.flatMap(workload =>
      workload.ports
        .filter(({ mtls }) => mtls.verdict === verdict)
        .map(({ port }) => {
          const isOpen =
            verdict === 'plaintext' &&
            workload.findings.some(({ id }) => OPEN_TO_ANYONE.includes(id));
          const about = aboutOf(workload);
          return {
            concern: 'bad' as const,
            id: `mtls.${verdict}`,
            message: `${sentenceOf(verdict, port)}${
              isOpen ? ' from anyone' : ''
            }`,
            ...about,
            subject: `${about.subject} port ${port}`,
          };
        }),
    ),
  );
}

function sentenceOf(verdict: MtlsVerdict, port: number): string {
  switch (verdict) {
    case 'plaintext':
      return `port ${port} accepts plaintext`;
    case 'partly-plaintext':
      return `some traffic to port ${port} is plaintext`;
    case 'contradiction':
      return `port ${port} is observed to be other than it is declared`;
    default:
      return `port ${port}: ${verdict}`;
  }
}

function aboutOf(
  workload: JudgedServing['workloads'][number],
): Pick<ServingConcern, 'subject' | 'version' | 'meshNamespace'> {
  const { cluster, namespace, owner, model, dataPlane } = workload;
  const object = objectOf(owner?.kind, namespace, owner?.name);
  return {
    subject: cluster === undefined ? object : `${object} in ${cluster}`,
    ...(typeof model?.version === 'string' && { version: model.version }),
    ...(dataPlane?.value.startsWith('istio-') &&
      namespace !== undefined && { meshNamespace: namespace }),
  };
}

function objectOf(kind = 'workload', namespace = '', name = ''): string {
  return `${kind} ${[namespace, name].filter(part => part !== '').join('/')}`;
}
