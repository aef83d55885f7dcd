import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { UNDECIDED } from '../served/inService';
import { servingOnly } from '../served/ServedFact';
import { worstServingConcern } from '../servingConcern';
import { servingSummary, sourcesState } from './servingSummary';

type Deployments = Wire['Deployments'];
type Verdict = Wire['Verdict'];

/** Where the model runs and whether it is locked down there, as far as anybody looked. */
export function servingVerdict(seen: Deployments | undefined): Verdict {
  const state = sourcesState(seen);
  const serving = seen && { ...seen, workloads: servingOnly(seen.workloads) };
  if (!serving || state === 'none') {
    return {
      word: 'unknown',
      level: 'unknown',
      concern: 'none',
      reason: 'no cluster and no manifests were looked at',
      id: 'trust.serving.unwatched',
      evidence: [],
      remedy:
        'mlModels:\n  serving:\n    manifests:\n      - path: …\n        cluster: …',
    };
  }
  const evidence = sourceEvidence(serving);
  const { workloads, observedAt } = servingSummary(serving);
  const at = observedAt;
  if (serving.workloads.length === 0 && serving.undecided) {
    return {
      word: 'unknown',
      level: 'unknown',
      concern: 'none',
      reason: UNDECIDED,
      id: 'trust.serving.undecided',
      evidence,
      remedy: 'metadata:\n  annotations:\n    ml-models/model: …',
      at,
    };
  }
  if (serving.workloads.length === 0) {
    return workloads === null
      ? {
          word: 'unknown',
          level: 'unknown',
          concern: 'none',
          reason:
            'nothing was seen serving this model, but not every source could be read in time',
          id: 'trust.serving.partial',
          evidence,
          at,
        }
      : {
          word: 'not served',
          // Manifests say what is meant to run; nobody looked at what runs.
          level: 'inferred',
          concern: 'none',
          reason: `nothing serves this model in ${serving.sources.length} watched sources`,
          id: 'trust.serving.none',
          params: { sources: serving.sources.length },
          evidence,
          at,
        };
  }
  return judge(serving, state === 'fresh', [
    ...workloadEvidence(serving),
    ...evidence,
  ]);
}

function judge(
  serving: Deployments,
  fresh: boolean,
  evidence: Verdict['evidence'],
): Verdict {
  const findings = serving.workloads
    .flatMap(workload => workload.findings)
    .filter(({ severity }) => severity !== 'info');
  const warnings = serving.rollouts.flatMap(rollout => rollout.warnings);
  const { mtls, observedAt } = servingSummary(serving);
  const count = findings.length + warnings.length;
  const running = serving.workloads.length;
  const measured =
    fresh &&
    serving.workloads.every(({ dataPlane }) => dataPlane.level === 'measured');
  return {
    word: count > 0 ? plural(count, 'finding') : plural(running, 'workload'),
    level: fresh ? (measured && 'measured') || 'inferred' : 'unknown',
    concern: worstServingConcern(serving)?.concern ?? 'none',
    reason: `${plural(running, 'workload')} serve${
      running === 1 ? 's' : ''
    } this model, mutual TLS ${mtls ?? 'without a port to judge'}, ${plural(
      count,
      'finding',
    )}${fresh ? '' : '; not every source could be read in time'}`,
    id: 'trust.serving.seen',
    params: { workloads: running, mtls, findings: count },
    evidence,
    at: observedAt,
  };
}

function workloadEvidence({
  workloads,
  rollouts,
}: Deployments): Verdict['evidence'] {
  return [
    ...workloads.flatMap(workload => {
      const ref = `${workload.owner.kind} ${workload.namespace}/${workload.owner.name}`;
      return [
        ...workload.ports.map(({ port, mtls }) => ({
          role: 'decides' as const,
          ref,
          why: `port ${port}: declared ${mtls.declared}, observed ${mtls.observed}`,
          value: mtls.verdict,
        })),
        ...workload.findings.map(({ id, message }) => ({
          role: 'decides' as const,
          ref,
          why: message,
          value: id,
        })),
      ];
    }),
    ...rollouts.flatMap(rollout =>
      rollout.warnings.map(({ id, message }) => ({
        role: 'decides' as const,
        ref: `${rollout.source} ${rollout.namespace}/${rollout.name}`,
        why: message,
        value: id,
      })),
    ),
  ];
}

function sourceEvidence({ sources }: Deployments): Verdict['evidence'] {
  return sources.map(source => ({
    role: 'context',
    ref: source.cluster,
    why: [
      source.observedAt === null ? 'not looked at' : 'looked at',
      ...(source.stale ? ['too long ago'] : []),
      ...source.problems,
    ].join('; '),
    ...(source.observedAt !== null && { at: source.observedAt }),
  }));
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
