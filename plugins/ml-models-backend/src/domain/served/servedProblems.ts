import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../ModelState';
import type { RankedProblem } from '../problems/problem';
import { latestVersion } from '../versions';
import { nameOf } from './inService';

type ServedVersion = Wire['ServedVersion'];

/** Versions in service that ask for a person, the worst first. */
export function servedProblems(
  state: ModelState,
  served: readonly ServedVersion[],
): RankedProblem[] {
  return served.flatMap(each => {
    const { concern, word, version } = each;
    if (concern === 'none') {
      return [];
    }
    const isUnseen = each.workloads.length === 0;
    const name = isUnseen ? 'another version' : nameOf(each);
    const since = sinceOf(state, each);
    return [
      {
        rank: 'served' as const,
        problem: {
          id: `problem.served.${word}`,
          concern,
          message: isUnseen
            ? 'What else is in service is not known'
            : `${name} ${sentenceOf(word)}${shareInWords(each)}`,
          params: {
            version: name,
            word,
            share: each.share,
            role: each.role,
            workloads: each.workloads.length,
          },
          subject: version === null ? name : `version ${version}`,
          ...(version !== null && { version }),
          inService: true,
          turn: { role: 'owner' as const, ref: state.owner },
          ...(since !== undefined && { since }),
          reason: each.reason,
          evidence: each.workloads.map(workload => ({
            role: 'decides' as const,
            ref: `${workload.kind} ${workload.namespace}/${workload.name}`,
            why: each.stale
              ? 'was last seen serving it'
              : 'serves it, by what it states',
            ...(workload.cluster !== undefined && { source: workload.cluster }),
            ...(each.observedAt !== undefined && { at: each.observedAt }),
          })),
          cure: cureOf(state, each),
        },
      },
    ];
  });
}

function sentenceOf(word: string): string {
  switch (word) {
    case 'mismatch':
      return 'is in service with other bytes than those registered';
    case 'changed':
      return 'is in service, and its registered bytes were found changed';
    case 'unregistered':
      return 'is in service and not registered';
    case 'signature-rejected':
      return 'is in service, and its signature was rejected';
    case 'unknown':
      return 'is in service';
    default:
      return `is ${word} and in service`;
  }
}

/** ` (20 % canary)`, ` (20 %)`, ` (canary)` */
function shareInWords({ share, role }: ServedVersion): string {
  const percent = share === null ? '' : `${Math.round(share * 1000) / 10} %`;
  const words = [percent, role === 'stable' ? '' : role ?? '']
    .filter(Boolean)
    .join(' ');
  return words && ` (${words})`;
}

function sinceOf(
  state: ModelState,
  { digest, word }: ServedVersion,
): string | undefined {
  const version = state.versions.find(each => each.manifestDigest === digest);
  switch (word) {
    case 'blocked':
      return version?.blocked?.at;
    case 'retired':
    case 'deprecated':
      return version?.deprecation?.effectiveAt;
    case 'changed':
      return version?.integrityFailed?.at;
    default:
      return undefined;
  }
}

function cureOf(
  state: ModelState,
  { word, workloads, digest }: ServedVersion,
): RankedProblem['problem']['cure'] {
  const where = workloads
    .slice(0, 3)
    .map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
    .join(', ');
  const good = goodVersion(state, digest);
  const state1 = good
    ? {
        yaml: `metadata:
  annotations:
    ml-models/model: ${state.modelRef}
    ml-models/version: ${JSON.stringify(good.label)}
    ml-models/digest: ${good.manifestDigest}`,
      }
    : {};
  switch (word) {
    case 'unregistered':
      return {
        text: `Register what ${where} serves, or let it serve a registered version and state which`,
        ...state1,
        tab: 'serving',
      };
    case 'unknown':
      if (workloads.length === 0) {
        return {
          text: 'Repair what could not be read of the source; until then nobody knows what else is served',
          tab: 'serving',
        };
      }
      return {
        text: `State on ${where} which version is served`,
        ...state1,
        tab: 'serving',
      };
    default:
      return {
        text: good
          ? `Let ${where} serve ${good.label} and state it`
          : `Take it out of service at ${where}; no other version of this model is fit to take its place`,
        ...state1,
        tab: 'serving',
      };
  }
}

/** The newest version, where it is fit for service and another one than this. */
function goodVersion(
  state: ModelState,
  digest: string | null,
): { label: string; manifestDigest: string } | undefined {
  const latest = latestVersion(state);
  const isFit =
    latest &&
    latest.manifestDigest !== digest &&
    (latest.stage === 'validated' || latest.stage === 'approved') &&
    !latest.integrityFailed;
  return isFit && state.latest
    ? { label: state.latest.version, manifestDigest: latest.manifestDigest }
    : undefined;
}
