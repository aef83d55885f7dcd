import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { MTLS_VERDICTS } from '@ml-models/serving-posture';
import { rolloutsOf } from '../served/rolloutsOf';
import { servingOnly } from '../served/ServedFact';
import { canaryShare } from '../serving';

type Deployments = Wire['Deployments'];

/** How far the watched sources can be believed. */
export function sourcesState(
  serving: Deployments | undefined,
): 'none' | 'fresh' | 'partial' {
  const looked = (serving?.sources ?? []).filter(
    source => source.observedAt !== null,
  );
  if (!serving || looked.length === 0) {
    return 'none';
  }
  return serving.sources.every(
    source =>
      source.observedAt !== null &&
      !source.stale &&
      source.problems.length === 0,
  )
    ? 'fresh'
    : 'partial';
}

/** The numbers of a list row; `null` where nobody can say. */
export function servingSummary(
  serving: Deployments | undefined,
): Wire['ServingSummary'] {
  const state = sourcesState(serving);
  if (!serving || state === 'none') {
    return { workloads: null, mtls: null, canary: null };
  }
  const { rollouts, sources } = serving;
  const workloads = servingOnly(serving.workloads);
  const known =
    workloads.length > 0 || (state === 'fresh' && !serving.undecided);
  const observedAt = sources
    .flatMap(source => source.observedAt ?? [])
    .sort()
    // the oldest look: everything shown is at least as fresh
    .at(0);
  return {
    workloads: known ? workloads.length : null,
    mtls: worstPort(workloads),
    // an old look, or a rollout of something else, says nothing about what runs now
    canary: canaryShare(
      rolloutsOf(rollouts, workloads).filter(({ stale }) => !stale),
    ),
    ...(observedAt !== undefined && { observedAt }),
    stale: sources.some(source => source.stale),
  };
}

/** The worst verdict of all ports; a word that is not known is the worst of all. */
function worstPort(workloads: Deployments['workloads']): string | null {
  const verdicts = workloads
    .flatMap(({ ports }) => ports)
    .map(({ mtls }) => mtls.verdict);
  const rank = (verdict: string) =>
    MTLS_VERDICTS.findIndex(known => known === verdict);
  return verdicts.length === 0
    ? null
    : verdicts.reduce((worst, verdict) =>
        rank(verdict) < rank(worst) ? verdict : worst,
      );
}
