import { authorize } from '../authorization/authorize';
import { compareAllowedCallers } from '../authorization/allowedCallers';
import type { ServiceAccountDirectory } from '../authorization/ServiceAccountDirectory';
import type { Cluster } from '../cluster/Cluster';
import { finding, sortFindings } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import { secureLoading } from '../loading/secureLoading';
import { declareMtls } from '../mesh/declareMtls';
import { findMeshConfig } from '../mesh/findMeshConfig';
import { inferDataPlane } from '../mesh/inferDataPlane';
import { measureDataPlane } from '../mesh/measureDataPlane';
import { combineMtls } from '../mesh/verdict';
import type { JoinedModel } from '../model/joinModel';
import type { Finding, PortPosture, WorkloadPosture } from '../types';
import { portsOf } from './portsOf';
import type { Workload } from './Workload';
import { workloadFindings } from './workloadFindings';

/** One workload, from its data plane to its findings. */
export function assessWorkload(
  workload: Workload,
  joined: JoinedModel,
  cluster: Cluster,
  accounts: ServiceAccountDirectory,
  clusterName: string | undefined,
): WorkloadPosture {
  const pods = cluster.pods.of(workload);
  const measured = pods.length
    ? measureDataPlane(pods, workload.object.ref)
    : undefined;
  const dataPlane = measured ?? inferDataPlane(workload, cluster);
  const config = findMeshConfig(workload, cluster);
  const declare = declareMtls(workload, pods, dataPlane.fact, cluster, config);
  const { ports, truncated } = portsOf(workload, cluster);
  const portFindings: Finding[] = [];
  const verdicts = ports.map((port): PortPosture => {
    const { declared, evidence, findings } = declare(port);
    portFindings.push(...findings);
    // Objects alone measure no traffic; a backend with metrics adds that.
    const observed = 'not_measurable';
    return {
      port: port.port,
      ...(port.name === undefined ? {} : { name: port.name }),
      protocol: port.protocol,
      mtls: { declared, observed, verdict: combineMtls(declared, observed) },
      evidence: [...evidence, ...port.evidence],
    };
  });
  const authorization = authorize({
    workload,
    pods,
    cluster,
    config,
    accounts,
    dataPlane: dataPlane.fact,
    ports,
    verdicts,
  });
  const loading = secureLoading(workload, cluster);
  return {
    kind: 'workload',
    ...(clusterName === undefined ? {} : { cluster: clusterName }),
    namespace: workload.namespace,
    owner: { kind: workload.kind, name: workload.name },
    role: joined.role,
    serviceAccount: workload.template.serviceAccount,
    ...(measured ? { pods: measured.pods } : {}),
    dataPlane: dataPlane.fact,
    ports: verdicts,
    authorization: authorization.fact,
    callers: authorization.callers,
    ...(authorization.denied.length ? { denied: authorization.denied } : {}),
    secureLoading: loading.facts,
    model: joined.model,
    findings: sortFindings([
      ...dataPlane.findings,
      ...(dataPlane.fact.value === 'none'
        ? [finding('no_mesh', 'No mesh data plane in front of this workload')]
        : []),
      ...mtlsFindings(verdicts),
      ...portFindings,
      ...authorization.findings,
      ...compareAllowedCallers(joined.allowedCallers, authorization),
      ...loading.findings,
      ...joined.findings,
      ...workloadFindings(workload, accounts),
      ...(truncated
        ? [
            finding(
              'limit_reached',
              `The first ${POSTURE_LIMITS.ports} ports are listed`,
            ),
          ]
        : []),
    ]),
  };
}

function mtlsFindings(ports: readonly PortPosture[]): Finding[] {
  if (!ports.length) {
    return [
      finding('no_ports_declared', 'No port is declared, so none is judged'),
    ];
  }
  const having = (declared: string) =>
    ports
      .filter(port => port.mtls.declared === declared)
      .map(port => `${port.port}`);
  const optional = having('optional');
  const refused = having('refused');
  return [
    ...(optional.length
      ? [
          finding(
            'mtls_optional',
            `Plaintext is accepted on ${optional.join(', ')}`,
            { ports: optional },
          ),
        ]
      : []),
    ...(refused.length
      ? [
          finding(
            'mtls_refused',
            `Mutual TLS is switched off on ${refused.join(', ')}`,
            { ports: refused },
          ),
        ]
      : []),
  ];
}
