import type { Cluster } from '../cluster/Cluster';
import { finding } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import type { Evidence, Finding, MtlsDeclared } from '../types';
import type { WorkloadPort } from '../workload/portsOf';
import type { Workload } from '../workload/Workload';
import type { DeclaredMtls } from './DeclaredMtls';
import type { EffectiveMeshConfig } from './findMeshConfig';
import type { MtlsMode, PeerAuthentication } from './PeerAuthentication';
import {
  type PeerAuthenticationChain,
  peerAuthenticationChain,
} from './peerAuthenticationChain';

const DECLARED: Readonly<Record<MtlsMode, MtlsDeclared>> = {
  UNSET: 'optional',
  PERMISSIVE: 'optional',
  STRICT: 'required',
  DISABLE: 'refused',
};

type LevelName = 'mesh' | 'namespace' | 'workload';

interface Level {
  name: LevelName;
  policy: PeerAuthentication | undefined;
}

const SAYS: Readonly<Record<MtlsMode, string>> = {
  UNSET: 'inherits',
  PERMISSIVE: 'accepts plaintext and mutual TLS',
  STRICT: 'rejects plaintext',
  DISABLE: 'accepts plaintext only',
};

/**
 * Istio's inbound mutual TLS of a container port: mesh, then namespace, then
 * workload, then port (istio/istio policy_applier.go, ComposePeerAuthentication).
 */
export function declareIstio(
  workload: Workload,
  cluster: Cluster,
  config: EffectiveMeshConfig,
  ambient: boolean,
): (port: WorkloadPort) => DeclaredMtls {
  const chain = peerAuthenticationChain(
    workload,
    cluster,
    config.rootNamespace,
  );
  const levels: Level[] = [
    { name: 'workload', policy: chain.workload },
    { name: 'namespace', policy: chain.namespace },
    { name: 'mesh', policy: chain.mesh },
  ];
  const deciding = levels.find(
    level => level.policy && level.policy.mode !== 'UNSET',
  );
  const parent = levels
    .slice(1)
    .find(level => level.policy && level.policy.mode !== 'UNSET');
  const blocker = findBlocker(chain, config, ambient, deciding?.name);
  const shared = [
    ...levels.flatMap(level => levelEvidence(level, deciding)),
    ...(deciding
      ? []
      : [defaultEvidence(cluster.source, config.rootNamespace)]),
    ...chain.ignored.slice(0, POSTURE_LIMITS.ignored),
    ...config.evidence,
  ];
  const workloadMode = deciding?.policy?.mode ?? 'UNSET';
  const parentMode = parent?.policy?.mode ?? 'UNSET';
  const findings = chainFindings(chain, workloadMode, parentMode, ambient);

  return ({ port }) => {
    const portMode = effectivePortMode(chain, port, parentMode, ambient);
    const mode = portMode ?? workloadMode;
    const evidence =
      portMode && portMode !== 'UNSET'
        ? [
            portEvidence(chain.workload, port, portMode),
            ...shared.map(overrule),
          ]
        : shared;
    if (blocker.length) {
      return {
        declared: 'unknown',
        evidence: [...blocker, ...shared.map(overrule)],
        findings,
      };
    }
    return {
      declared: ambient && mode === 'DISABLE' ? 'optional' : DECLARED[mode],
      evidence,
      findings: [
        ...findings,
        ...portFindings(port, mode, workloadMode, ambient),
      ],
    };
  };
}

/** The port's own mode when it has one that counts. */
function effectivePortMode(
  chain: PeerAuthenticationChain,
  port: number,
  parentMode: MtlsMode,
  ambient: boolean,
): MtlsMode | undefined {
  const mode = chain.workload?.ports.get(port);
  if (mode === undefined || mode === 'UNSET') return undefined;
  // ztunnel keeps the static strict policy here (ambient/authorization.go, the
  // Unset branch tests for PERMISSIVE only), where a sidecar opens the port.
  const staysStrict =
    ambient &&
    mode === 'DISABLE' &&
    chain.workload?.mode === 'UNSET' &&
    parentMode === 'STRICT';
  return staysStrict ? undefined : mode;
}

/** Reasons why the mode cannot be known, whatever the readable policies say. */
function findBlocker(
  chain: PeerAuthenticationChain,
  config: EffectiveMeshConfig,
  ambient: boolean,
  deciding: LevelName | undefined,
): Evidence[] {
  const belowMesh = deciding === 'workload' || deciding === 'namespace';
  const unread = [
    ...chain.unreadInNamespace,
    ...(belowMesh ? [] : chain.unreadInRoot),
  ].map(
    (item): Evidence => ({
      ref: item.ref,
      role: 'decides',
      id: 'policy_unreadable',
      why: `May decide, but could not be read: ${item.reason}`,
    }),
  );
  const undecided = chain.undecided.map(
    (policy): Evidence => ({
      ref: policy.ref,
      role: 'decides',
      id: 'selector_undecided',
      why: 'Selects by a label that a controller gives the pods later',
      pointer: '/spec/selector',
      value: policy.mode,
    }),
  );
  const emptySelectors = [chain.mesh, chain.namespace].flatMap(
    (policy): Evidence[] =>
      ambient && policy?.selector
        ? [
            {
              ref: policy.ref,
              role: 'decides',
              id: 'empty_selector_in_ambient',
              why: 'ztunnel does not treat an empty selector as namespace-wide, a sidecar does',
              pointer: '/spec/selector',
            },
          ]
        : [],
  );
  const uncertain =
    config.uncertain && !belowMesh
      ? config.evidence.map((item): Evidence => ({ ...item, role: 'decides' }))
      : [];
  return [...unread, ...undecided, ...emptySelectors, ...uncertain];
}

function levelEvidence(level: Level, deciding: Level | undefined): Evidence[] {
  const { policy, name } = level;
  if (!policy) return [];
  const { ref, mode } = policy;
  const about = {
    ref,
    pointer: '/spec/mtls/mode',
    value: mode,
    params: { level: name },
  };
  if (level === deciding) {
    const why = `${mode} at ${name} level ${SAYS[mode]}`;
    return [{ ...about, role: 'decides', id: 'mtls_mode', why }];
  }
  if (mode === 'UNSET') {
    const why = `No mode at ${name} level: inherits`;
    return [{ ...about, role: 'context', id: 'mtls_inherits', why }];
  }
  const why = `Overridden by ${deciding?.policy?.ref ?? ''}`;
  return [{ ...about, role: 'overridden', id: 'mtls_overridden', why }];
}

function defaultEvidence(
  source: Cluster['source'],
  rootNamespace: string,
): Evidence {
  return {
    ref: 'PeerAuthentication',
    role: 'decides',
    id: 'mtls_default',
    why:
      source === 'manifests'
        ? `Istio's default, no policy found among the objects; one in ${rootNamespace} or applied from elsewhere would decide otherwise`
        : `Istio's default, no policy found`,
    value: 'PERMISSIVE',
  };
}

function portEvidence(
  policy: PeerAuthentication | undefined,
  port: number,
  mode: MtlsMode,
): Evidence {
  return {
    ref: policy?.ref ?? 'PeerAuthentication',
    role: 'decides',
    id: 'mtls_port_mode',
    why: `${mode} for container port ${port} ${SAYS[mode]}`,
    pointer: `/spec/portLevelMtls/${port}/mode`,
    value: mode,
    params: { port },
  };
}

function overrule(evidence: Evidence): Evidence {
  return evidence.role === 'decides'
    ? { ...evidence, role: 'overridden' }
    : evidence;
}

function chainFindings(
  chain: PeerAuthenticationChain,
  workloadMode: MtlsMode,
  parentMode: MtlsMode,
  ambient: boolean,
): Finding[] {
  const findings: Finding[] = [];
  if (!ambient && workloadMode === 'STRICT' && parentMode === 'DISABLE') {
    findings.push(
      finding(
        'strict_workload_under_disabled_parent',
        'STRICT on the workload under a DISABLE parent: callers in the mesh send plaintext and will fail',
      ),
    );
  }
  const modes = new Set(chain.orderedByName.map(policy => policy.mode));
  const portLevels = chain.orderedByName.some(policy => policy.ports.size > 0);
  if (modes.size > 1 || portLevels) {
    const refs = chain.orderedByName.map(policy => policy.ref);
    findings.push(
      finding(
        'policy_order_unknown',
        `${refs.join(
          ' and ',
        )} compete and differ; the oldest wins, which manifests do not tell`,
        { policies: refs },
      ),
    );
  }
  return findings;
}

function portFindings(
  port: number,
  mode: MtlsMode,
  workloadMode: MtlsMode,
  ambient: boolean,
): Finding[] {
  const findings: Finding[] = [];
  if (DECLARED[mode] !== DECLARED[workloadMode]) {
    findings.push(
      finding(
        'port_exception',
        `Port ${port} is ${mode} where the workload is ${workloadMode}`,
        { port, mode, workloadMode },
      ),
    );
  }
  if (ambient && mode === 'DISABLE') {
    findings.push(
      finding(
        'mtls_disable_in_ambient',
        'DISABLE is not supported in ambient mode; mutual TLS is still accepted',
      ),
    );
  }
  return findings;
}
