import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { DriftClock } from '../drift/judgeMetrics';
import { standingDecision } from '../drift/standingDecision';
import { signatureOf } from '../facts';
import type { ModelState } from '../ModelState';
import { labelOf } from '../versions';
import { sourcesState } from '../views/servingSummary';
import { ServedFact, servedFacts } from './ServedFact';
import { JoinedFact, joinFact, loudness, unknownVersion } from './servedWord';

type ServedVersion = Wire['ServedVersion'];
type Deployments = Wire['Deployments'];

/** Names neither the workload nor the other model: both may be somebody else's. */
export const UNDECIDED =
  'a workload may serve this model or another; what it states does not tell which';

/** From the least to the most that is known of bytes in service. */
const BYTES = [
  'mismatch',
  'unknown',
  'unpinned',
  'claimed',
  'match',
] as const satisfies readonly Wire['ServedBytes'][];
/** From the role that takes the most. */
const ROLES = ['stable', 'canary', 'mirror', null] as const;

/** What is in service of a model, the worst first; without `serving` nobody can say. */
export function inService(
  state: ModelState,
  serving: Deployments | undefined,
  clock?: DriftClock,
): Wire['InService'] {
  if (!serving) {
    return { state: 'unknown', versions: [] };
  }
  const sources = sourcesState(serving);
  if (sources === 'none') {
    return { state: 'unwatched', versions: [] };
  }
  const facts = servedFacts(serving.workloads, serving.rollouts);
  const versions = servedVersions(state, facts, clock, serving.sources);
  const observedAt = serving.sources
    .flatMap(source => source.observedAt ?? [])
    .sort()
    .at(0);
  const seen = {
    versions,
    ...(observedAt !== undefined && { observedAt }),
    stale: serving.sources.some(({ stale }) => stale),
  };
  if (versions.length === 0 && serving.undecided) {
    return { ...seen, state: 'unknown', reason: UNDECIDED };
  }
  const absent = sources === 'fresh' ? 'not-served' : 'unknown';
  return { ...seen, state: versions.length > 0 ? 'served' : absent };
}

/**
 * One line for each version that is served, the worst first, then the one that takes the most; one more while not
 * all of `sources` could be read.
 */
export function servedVersions(
  state: ModelState,
  facts: readonly ServedFact[],
  clock?: DriftClock,
  sources: Deployments['sources'] = [],
): ServedVersion[] {
  const groups = new Map<string, [ServedFact, JoinedFact][]>();
  for (const fact of facts) {
    const joined = joinFact(state, fact);
    const key =
      joined.version?.manifestDigest ??
      JSON.stringify([fact.version, fact.digest ?? null]);
    const group = groups.get(key) ?? [];
    group.push([fact, joined]);
    groups.set(key, group);
  }
  const seen = [...groups.values()].map(group =>
    servedVersion(state, group, clock),
  );
  return [...seen, ...unseenVersion(state, seen, sources)].sort(
    (a, b) =>
      loudness(a.word) - loudness(b.word) ||
      (b.share ?? -1) - (a.share ?? -1) ||
      nameOf(a).localeCompare(nameOf(b), 'en'),
  );
}

/** While a source could not be read whole, what was seen need not be all that is served. */
function unseenVersion(
  state: ModelState,
  seen: readonly ServedVersion[],
  sources: Deployments['sources'],
): ServedVersion[] {
  const unread = sources
    .filter(
      ({ observedAt, problems }) => observedAt === null || problems.length > 0,
    )
    .map(({ cluster }) => cluster);
  if (seen.length === 0 || unread.length === 0) {
    return [];
  }
  const { word, concern, reason } = unknownVersion(
    state,
    `${unread
      .slice(0, 3)
      .join(', ')} could not be read whole; other versions may be in service`,
  );
  return [
    {
      version: null,
      digest: null,
      stage: null,
      decision: null,
      signature: null,
      servedBytes: 'unknown',
      level: 'unknown',
      share: null,
      role: null,
      word,
      concern,
      reason,
      workloads: [],
      stale: false,
    },
  ];
}

/** The version that a workload serves, for one arm of a rollout; `undefined` where none is tied. */
export function servedArm(
  state: ModelState,
  arm: Wire['Rollout']['arms'][0],
  clock?: DriftClock,
): Wire['Rollout']['arms'][0]['served'] {
  if (arm.modelRef !== state.modelRef) {
    return undefined;
  }
  const { version, word, concern } = joinFact(state, {
    workload: { namespace: '', kind: '', name: '' },
    version: arm.version,
    ...(arm.manifestDigest !== undefined && {
      manifestDigest: arm.manifestDigest,
    }),
    servedBytes: 'unknown',
    level: 'unknown',
    share: null,
    role: arm.role,
    stale: false,
  });
  return (
    version && {
      version: labelOf(version, arm.version ?? ''),
      digest: version.manifestDigest,
      stage: version.stage,
      decision: standingDecision(state, version, clock).decision,
      signature: signatureOf(version, state.faults),
      word,
      concern,
    }
  );
}

/** How a version in service is called in a sentence. */
export function nameOf({
  version,
  stated,
}: Pick<ServedVersion, 'version' | 'stated'>): string {
  return version ?? stated ?? 'a version that is not stated';
}

function servedVersion(
  state: ModelState,
  group: [ServedFact, JoinedFact][],
  clock: DriftClock | undefined,
): ServedVersion {
  const sorted = [...group].sort(
    ([, a], [, b]) => loudness(a.word) - loudness(b.word),
  );
  const [[fact, joined]] = sorted;
  const facts = sorted.map(([each]) => each);
  const { version } = joined;
  const label = version && labelOf(version, fact.version ?? '');
  const stale = facts.every(each => each.stale);
  const [bytes] = [...facts].sort(
    (a, b) => BYTES.indexOf(a.servedBytes) - BYTES.indexOf(b.servedBytes),
  );
  const [widest] = [...facts].sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
  const observedAt = facts
    .flatMap(each => each.observedAt ?? [])
    .sort()
    .at(0);
  const stated = version ? undefined : statedBy(fact);
  return {
    version: label ?? null,
    ...(stated !== undefined && { stated }),
    digest: version?.manifestDigest ?? null,
    stage: version?.stage ?? null,
    decision: version ? standingDecision(state, version, clock).decision : null,
    signature: version ? signatureOf(version, state.faults) : null,
    servedBytes: bytes.servedBytes,
    level: bytes.level,
    share: widest.share,
    ...(widest.shareSource && { shareSource: widest.shareSource }),
    role: ROLES.find(role => facts.some(each => each.role === role)) ?? null,
    ...saidOf(joined, label ?? stated, stale, observedAt),
    workloads: uniqueWorkloads(facts),
    ...(observedAt !== undefined && { observedAt }),
    stale,
  };
}

/** What concerns people stays said of an old look; whether all is well now is not known. */
function saidOf(
  { word, concern, reason }: JoinedFact,
  name: string | undefined,
  stale: boolean,
  observedAt: string | undefined,
): Pick<ServedVersion, 'word' | 'concern' | 'reason'> {
  const subject = name ?? 'the workload';
  const seen = observedAt === undefined ? '' : ` at ${observedAt}`;
  if (!stale) {
    return { word, concern, reason: `${subject} ${reason}` };
  }
  return concern === 'none'
    ? {
        word: 'unknown',
        concern,
        reason: `${subject} was last seen in service${seen}; what is served now is not known`,
      }
    : {
        word,
        concern,
        reason: `${subject} ${reason}; last seen in service${seen}`,
      };
}

function statedBy({ version, digest }: ServedFact): string | undefined {
  return [version, digest].filter(Boolean).join(' ') || undefined;
}

function uniqueWorkloads(
  facts: readonly ServedFact[],
): ServedVersion['workloads'] {
  const unique = new Map(
    facts.map(({ workload }) => [JSON.stringify(workload), workload]),
  );
  return [...unique.values()];
}
