import canonicalize from 'canonicalize';
import type { ObservationSource } from '@ml-models/backstage-plugin-ml-models-common';
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
  seenIn: ObservationSource;
  workloads: readonly WorkloadPosture[];
  rollouts: readonly RolloutPosture[];
  /** Names of deployments that may serve the model and are joined with another: they are not gone */
  undecided?: ReadonlySet<string>;
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
  const { cluster, seenIn } = look;
  const deployment = deploymentName(workload);
  const known = record.deployments[servingKey(cluster, deployment)];
  const version = workload.model.version ?? undefined;
  const evidence = evidenceDigest(workload);
  const changes: ServingChange[] = [];
  const isNews =
    !known ||
    known.version !== knownVersion(version, digestOf) ||
    // written is one thing, running another
    (known.seenIn !== seenIn && known.seenIn !== 'unknown');
  if (isNews) {
    changes.push({
      type: 'ModelDeployed',
      data: {
        deployment,
        cluster,
        seen_in: seenIn,
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
        data: {
          deployment,
          cluster,
          seen_in: seenIn,
          port,
          from,
          to: mtls.verdict,
          evidence,
        },
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
        cluster === look.cluster &&
        !present.has(deployment) &&
        !look.undecided?.has(deployment),
    )
    .map(({ cluster, deployment, version }) => ({
      type: 'ModelUndeployed',
      data: {
        deployment,
        cluster,
        seen_in: look.seenIn,
        ...versionReference(version, digestOf),
        evidence: evidenceDigest([...present].sort()),
      },
    }));
}

function rolloutChange(
  record: ServingRecord,
  { cluster, seenIn }: ServingLook,
  posture: RolloutPosture,
): ServingChange[] {
  const rollout = `${posture.namespace}/${posture.source}/${posture.name}${
    posture.rule ? `/${posture.rule}` : ''
  }`;
  const known = record.rollouts[servingKey(cluster, rollout)];
  const weight = strongestWeight(posture);
  const weights = Object.fromEntries(
    posture.arms.map(arm => [arm.ref, arm.weights[weight]]),
  );
  if (
    known?.phase === posture.phase &&
    (known.weight === weight || known.weight === 'unknown') &&
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
        seen_in: seenIn,
        from: known?.phase ?? null,
        to: posture.phase,
        weights,
        weight,
        evidence: evidenceDigest(posture),
      },
    },
  ];
}

/** The strongest word that is given of any arm; the shares of one event are all of it. */
function strongestWeight({
  arms,
}: RolloutPosture): 'observed' | 'controller' | 'declared' {
  return (
    (['observed', 'controller'] as const).find(kind =>
      arms.some(({ weights }) => weights[kind] !== null),
    ) ?? 'declared'
  );
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
