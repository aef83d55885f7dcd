import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { rolloutsOf } from './rolloutsOf';

type Workload = Wire['DeployedWorkload'];
type Rollout = Wire['DeployedRollout'];
type Arm = Rollout['arms'][0];

/** One place that serves the model, as it was seen: what the join with the registry starts from. */
export interface ServedFact {
  workload: Wire['ServedVersion']['workloads'][0];
  /** label that the workload states */
  version: string | null;
  /** digest that the workload states */
  digest?: string;
  /** of the registered version that a stated digest belongs to */
  manifestDigest?: string;
  servedBytes: Wire['ServedBytes'];
  level: Wire['Level'];
  /** of 1, as a rollout gives it */
  share: number | null;
  shareSource?: Wire['ServedVersion']['shareSource'];
  role: Wire['ServedVersion']['role'];
  observedAt?: string;
  stale: boolean;
}

/** Workloads that serve; one that trains or uses the model does not. */
export function servingOnly<T extends { role?: string }>(
  workloads: readonly T[],
): T[] {
  return workloads.filter(
    ({ role }) => role === undefined || role === 'serves',
  );
}

/** Models that a workload which serves may mean as well, and does not say. */
export function candidatesOf(
  workloads: readonly {
    role?: string;
    model: { candidates?: readonly string[] };
  }[],
): Set<string> {
  return new Set(
    servingOnly(workloads).flatMap(({ model }) => model.candidates ?? []),
  );
}

/**
 * Every place that serves a model: its workloads, with the share that a rollout gives their version, and the arms of
 * their rollouts behind which nobody can say what stands. `rollouts` may hold those of others.
 */
export function servedFacts(
  workloads: readonly Workload[],
  rollouts: readonly Rollout[],
): ServedFact[] {
  const serving = servingOnly(workloads);
  const own = rolloutsOf(rollouts, serving);
  return [
    ...serving.flatMap(workload => workloadFacts(workload, own)),
    ...own.flatMap(rollout => untiedArms(rollout, serving)),
  ];
}

/** What it serves, and everything else that it serves or says beside it, whose share of the traffic nobody knows. */
function workloadFacts(
  workload: Workload,
  rollouts: readonly Rollout[],
): ServedFact[] {
  const main = workloadFact(workload, rollouts);
  const { workload: place, role, observedAt, stale } = main;
  return [
    main,
    ...(workload.model.also ?? []).map(({ evidence: _, ...also }) => ({
      ...also,
      workload: place,
      share: null,
      role,
      ...(observedAt !== undefined && { observedAt }),
      stale,
    })),
  ];
}

function workloadFact(
  workload: Workload,
  rollouts: readonly Rollout[],
): ServedFact {
  const { cluster, namespace, owner, model, observedAt, stale } = workload;
  const arms = rollouts
    .filter(rollout => isBeside(rollout, workload) && !rollout.stale)
    .flatMap(({ arms: each }) => each.filter(arm => isOf(arm, workload)))
    .map(arm => ({ role: arm.role, ...shareOf(arm) }));
  const widest = arms.reduce<(typeof arms)[0] | undefined>(
    (most, arm) => ((most?.share ?? -1) >= (arm.share ?? -1) ? most : arm),
    undefined,
  );
  return {
    workload: {
      ...(cluster !== undefined && { cluster }),
      namespace,
      kind: owner.kind,
      name: owner.name,
    },
    version: model.version,
    ...(model.digest !== undefined && { digest: model.digest }),
    ...(model.manifestDigest !== undefined && {
      manifestDigest: model.manifestDigest,
    }),
    servedBytes: model.servedBytes,
    level: model.level,
    share: widest?.share ?? null,
    ...(widest?.shareSource && { shareSource: widest.shareSource }),
    role: widest?.role ?? null,
    ...(observedAt !== undefined && { observedAt }),
    stale: stale ?? false,
  };
}

/**
 * Where one arm of a split is known to serve a version, the others take the rest of its traffic, and what they serve
 * is not known. Where no arm is tied, the workloads alone say what is served.
 */
function untiedArms(
  rollout: Rollout,
  serving: readonly Workload[],
): ServedFact[] {
  const beside = serving.filter(workload => isBeside(rollout, workload));
  const isTied = rollout.arms.some(arm =>
    beside.some(workload => isOf(arm, workload)),
  );
  if (!isTied) {
    return [];
  }
  const { cluster, namespace, source, name, observedAt, stale } = rollout;
  return rollout.arms
    .filter(arm => arm.modelRef === undefined)
    .map(arm => ({ role: arm.role, ...shareOf(arm) }))
    .filter(({ share }) => share !== 0)
    .map(arm => ({
      ...arm,
      workload: {
        ...(cluster !== undefined && { cluster }),
        namespace,
        kind: source,
        name,
      },
      version: null,
      servedBytes: 'unknown',
      level: 'unknown',
      ...(observedAt !== undefined && { observedAt }),
      stale: stale ?? false,
    }));
}

function isBeside(rollout: Rollout, { cluster }: Workload): boolean {
  return rollout.cluster === cluster;
}

function isOf(arm: Arm, { model }: Workload): boolean {
  return (
    model.ref !== null &&
    arm.modelRef === model.ref &&
    arm.version === model.version &&
    arm.manifestDigest === model.manifestDigest
  );
}

/** What was measured counts before what a controller reports, and that before what is written. */
function shareOf({ weights }: Arm): Pick<ServedFact, 'share' | 'shareSource'> {
  for (const shareSource of ['observed', 'controller', 'declared'] as const) {
    const share = weights[shareSource];
    if (share !== null) {
      return { share, shareSource };
    }
  }
  return { share: null };
}
