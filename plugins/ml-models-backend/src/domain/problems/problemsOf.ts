import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { MAX_PROBLEMS } from '../limits';
import type { ModelState, VersionState } from '../ModelState';
import { servedVersions } from '../served/inService';
import { servedFacts } from '../served/ServedFact';
import { servedProblems } from '../served/servedProblems';
import { latestLabel } from '../versions';
import { driftProblems } from './driftProblems';
import { RankedProblem, worstFirst } from './problem';
import { reviewProblems } from './reviewProblems';
import { servingProblems } from './servingProblems';
import { shownProblems, stayingProblems } from './versionProblems';

/**
 * Everything about a model that asks for a person, the worst first. A missing card or bill of materials alone does
 * not. Without `serving` it is what the history alone says. Cut at `MAX_PROBLEMS`, the last one then counting the
 * rest.
 */
export function problemsOf(
  state: ModelState,
  serving?: Pick<Wire['Deployments'], 'workloads' | 'rollouts'> &
    Partial<Pick<Wire['Deployments'], 'sources'>>,
): Wire['ModelProblem'][] {
  const inService = serving
    ? servedVersions(
        state,
        servedFacts(serving.workloads, serving.rollouts),
        undefined,
        serving.sources,
      )
    : [];
  return bounded(
    worstFirst([
      ...recordedProblems(state, inService),
      ...(serving ? servingProblems(serving) : []),
    ]),
  );
}

/** What of them the history says, of the newest version and of those in service; in no order. */
export function recordedProblems(
  state: ModelState,
  inService: readonly Wire['ServedVersion'][],
): RankedProblem[] {
  const served = new Set(inService.flatMap(({ version }) => version ?? []));
  const digests = new Set(inService.map(({ digest }) => digest));
  const isServed = (version: VersionState) =>
    digests.has(version.manifestDigest);
  return [
    ...servedProblems(state, inService),
    ...state.versions.flatMap(version => {
      const about = {
        label: shownLabel(state, version, served),
        inService: isServed(version),
      };
      const isShown = isLatest(state, version) || about.inService;
      return [
        ...stayingProblems(state, version, about),
        ...(isShown
          ? [
              ...shownProblems(state, version, about),
              ...driftProblems(state, version, about),
            ]
          : []),
      ];
    }),
    ...reviewProblems(state, label => served.has(label)),
  ];
}

function isLatest({ latest }: ModelState, version: VersionState): boolean {
  return latest?.manifestDigest === version.manifestDigest;
}

/** The label that is served, else the newest one of the newest version, else the first. */
function shownLabel(
  state: ModelState,
  version: VersionState,
  served: ReadonlySet<string>,
): string {
  return (
    version.labels.find(label => served.has(label)) ??
    latestLabel(state, version)
  );
}

function bounded(problems: Wire['ModelProblem'][]): Wire['ModelProblem'][] {
  const more = problems.length - (MAX_PROBLEMS - 1);
  if (more <= 1) {
    return problems;
  }
  const kept = problems.slice(0, MAX_PROBLEMS - 1);
  return [
    ...kept,
    {
      id: 'problem.more',
      concern: problems[kept.length].concern,
      message: `${more} more problems`,
      params: { count: more },
      subject: 'this model',
      inService: problems.slice(kept.length).some(each => each.inService),
      turn: { role: 'owner' },
      reason: `the worst ${kept.length} are listed one by one`,
    },
  ];
}
