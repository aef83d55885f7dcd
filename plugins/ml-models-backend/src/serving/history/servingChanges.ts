import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type {
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';
import type { ModelCommand } from '../../domain/ModelCommand';
import { ServingRecord, servingKey } from './ServingRecord';

export type ServingChange = (ModelCommand & {
  type: 'ObserveServing';
})['changes'][number];

/** What one look at a cluster showed of one model. */
export interface ServingLook {
  cluster: string;
  workloads: readonly WorkloadPosture[];
  rollouts: readonly RolloutPosture[];
  /** false when something could not be read: then nothing is concluded from absence */
  complete: boolean;
}

/** Digest of the bytes that a version label stands for; `undefined` when it is not registered. */
export type DigestOfVersion = (version: string) => string | undefined;

/** What a look says that the history does not: changes of meaning only, an equal look gives none. */
export function servingChanges(
  record: ServingRecord,
  look: ServingLook,
  digestOf: DigestOfVersion,
): ServingChange[] {
  return [
    ...look.workloads.flatMap(workload =>
      workloadChanges(record, look, workload, digestOf),
    ),
    ...goneWorkloads(record, look, digestOf),
    ...look.rollouts.flatMap(rollout => rolloutChange(record, look, rollout)),
  ];
}

/** `namespace/Kind/name` */
export function deploymentName({ namespace, owner }: WorkloadPosture): string {
  return `${namespace}/${owner.kind}/${owner.name}`;
}

function workloadChanges(
  record: ServingRecord,
  look: ServingLook,
  workload: WorkloadPosture,
  digestOf: DigestOfVersion,
): ServingChange[] {
  const { cluster } = look;
  const deployment = deploymentName(workload);
  const known = record.deployments[servingKey(cluster, deployment)];
  const version = workload.model.version ?? undefined;
  const evidence = evidenceDigest(workload);
  const changes: ServingChange[] = [];
  if (!known || known.version !== knownVersion(version, digestOf)) {
    changes.push({
      type: 'ModelDeployed',
      data: {
        deployment,
        cluster,
        ...versionReference(version, digestOf),
        evidence,
      },
    });
  }
  for (const { port, mtls } of workload.ports) {
    const from = known?.ports[`${port}`] ?? null;
    // what could not be judged because something was unreadable is no change in the cluster
    const judged = look.complete || mtls.verdict !== 'unknown';
    if (from !== mtls.verdict && judged) {
      changes.push({
        type: 'PostureChanged',
        data: { deployment, cluster, port, from, to: mtls.verdict, evidence },
      });
    }
  }
  return changes;
}

function goneWorkloads(
  record: ServingRecord,
  look: ServingLook,
  digestOf: DigestOfVersion,
): ServingChange[] {
  if (!look.complete) {
    return [];
  }
  const present = new Set(look.workloads.map(deploymentName));
  return Object.values(record.deployments)
    .filter(
      ({ cluster, deployment }) =>
        cluster === look.cluster && !present.has(deployment),
    )
    .map(({ cluster, deployment, version }) => ({
      type: 'ModelUndeployed',
      data: {
        deployment,
        cluster,
        ...versionReference(version, digestOf),
        evidence: evidenceDigest([...present].sort()),
      },
    }));
}

function rolloutChange(
  record: ServingRecord,
  { cluster }: ServingLook,
  posture: RolloutPosture,
): ServingChange[] {
  const rollout = `${posture.namespace}/${posture.source}/${posture.name}${
    posture.rule ? `/${posture.rule}` : ''
  }`;
  const known = record.rollouts[servingKey(cluster, rollout)];
  const weights = Object.fromEntries(
    posture.arms.map(({ ref, weights: { controller, declared } }) => [
      ref,
      controller ?? declared,
    ]),
  );
  if (
    known?.phase === posture.phase &&
    canonicalize(known.weights) === canonicalize(weights)
  ) {
    return [];
  }
  return [
    {
      type: 'RolloutAdvanced',
      data: {
        rollout,
        cluster,
        from: known?.phase ?? null,
        to: posture.phase,
        weights,
        evidence: evidenceDigest(posture),
      },
    },
  ];
}

function knownVersion(
  version: string | undefined,
  digestOf: DigestOfVersion,
): string | undefined {
  return versionReference(version, digestOf).version;
}

/** A label that the registry does not know is not recorded: an event names label and bytes together. */
function versionReference(
  version: string | undefined,
  digestOf: DigestOfVersion,
): { version?: string; manifest_digest?: string } {
  const manifestDigest = version && digestOf(version);
  return version && manifestDigest
    ? { version, manifest_digest: manifestDigest }
    : {};
}

function evidenceDigest(value: unknown): string {
  const digest = createHash('sha256').update(canonicalize(value) ?? 'null');
  return `sha256:${digest.digest('hex')}`;
}
