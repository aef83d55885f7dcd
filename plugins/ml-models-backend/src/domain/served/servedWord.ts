import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { signatureOf } from '../facts';
import type { ModelState, VersionState } from '../ModelState';
import { findVersion } from '../versions';
import type { ServedFact } from './ServedFact';

/** What is to be said first of a version in service, from the worst; else it is its stage. */
const LOUDEST = [
  'blocked',
  'rejected',
  'invalid',
  'retired',
  'mismatch',
  'changed',
  'unregistered',
  'signature-rejected',
  'unknown',
  'deprecated',
] as const satisfies readonly Wire['ServedWord'][];

/** A served place, tied to what the registry holds. */
export interface JoinedFact {
  version: VersionState | undefined;
  word: Wire['ServedWord'];
  concern: Wire['ServedVersion']['concern'];
  /** English clause without the label, such as `is blocked by rule tier-3` */
  reason: string;
}

export function loudness(word: string): number {
  const index = LOUDEST.findIndex(loud => loud === word);
  return index < 0 ? LOUDEST.length : index;
}

/**
 * Ties what a workload states to a registered version and says the loudest thing about it. Label and digest may name
 * two versions, and two versions may hold the same file: then the louder one counts, so that no claim hides a block.
 */
export function joinFact(state: ModelState, fact: ServedFact): JoinedFact {
  const byDigest = versionsOfDigest(state, fact);
  const byLabel =
    fact.version === null ? undefined : findVersion(state, fact.version);
  const [loudest] = [
    ...[...byDigest, ...(byLabel ? [byLabel] : [])].map(version =>
      said(version, fact),
    ),
    ...(byDigest.length === 0 ? unheardOf(fact, byLabel) : []),
  ].sort((a, b) => loudness(a.word) - loudness(b.word));
  if (loudest) {
    return loudest;
  }
  return fact.version === null
    ? unknownVersion(state, 'states no version')
    : unregistered(`states version ${fact.version}, which is not registered`);
}

/** Nobody can say which version it is: it may be one of those that must not be in service. */
export function unknownVersion(state: ModelState, reason: string): JoinedFact {
  const [worst] = state.versions
    .map(version => said(version, { servedBytes: 'unknown' }))
    .filter(({ concern }) => concern === 'bad')
    .sort((a, b) => loudness(a.word) - loudness(b.word));
  return {
    version: undefined,
    word: 'unknown',
    concern: worst ? 'attention' : 'none',
    reason: worst?.version
      ? `${reason}, and ${worst.version.labels[0]} ${worst.reason}`
      : reason,
  };
}

/** A digest that no registered version has, where it counts: as a claim, or as the bytes of something without a name. */
function unheardOf(
  { digest, servedBytes, version }: ServedFact,
  byLabel: VersionState | undefined,
): JoinedFact[] {
  if (digest === undefined) {
    return [];
  }
  if (servedBytes === 'claimed') {
    return [unregistered(`claims ${digest}, which no registered version has`)];
  }
  return servedBytes === 'mismatch' && version === null && !byLabel
    ? [unregistered(`runs ${digest}, which no registered version has`)]
    : [];
}

function versionsOfDigest(
  state: ModelState,
  { manifestDigest, digest }: ServedFact,
): VersionState[] {
  return state.versions.filter(
    version =>
      version.manifestDigest === manifestDigest ||
      (digest !== undefined &&
        (version.manifestDigest === digest ||
          version.artifacts.some(artifact => artifact.digest === digest))),
  );
}

function unregistered(reason: string): JoinedFact {
  return { version: undefined, word: 'unregistered', concern: 'bad', reason };
}

function said(
  version: VersionState,
  { servedBytes }: Pick<ServedFact, 'servedBytes'>,
): JoinedFact {
  const answer = (
    word: Wire['ServedWord'],
    concern: JoinedFact['concern'],
    reason: string,
  ): JoinedFact => ({ version, word, concern, reason });
  const { stage, blocked, deprecation, integrityFailed } = version;
  if (blocked) {
    return answer(
      'blocked',
      'bad',
      `is blocked by rule ${blocked.rule}: ${blocked.reason}`,
    );
  }
  if (stage === 'rejected') {
    return answer('rejected', 'bad', 'was rejected by a reviewer');
  }
  if (stage === 'invalid') {
    return answer('invalid', 'bad', 'failed its last validation');
  }
  if (stage === 'retired') {
    return answer(
      'retired',
      'bad',
      `is retired${deprecation ? ` since ${deprecation.effectiveAt}` : ''}`,
    );
  }
  if (servedBytes === 'mismatch') {
    return answer(
      'mismatch',
      'bad',
      'is stated or pinned, but other bytes than those registered for it are pinned or run',
    );
  }
  if (integrityFailed) {
    return answer(
      'changed',
      'bad',
      `has a ${integrityFailed.layer} that was found changed after registration`,
    );
  }
  if (signatureOf(version, undefined) === 'rejected') {
    return answer(
      'signature-rejected',
      'bad',
      'has a signature that was rejected',
    );
  }
  return stage === 'deprecated'
    ? answer(
        'deprecated',
        'attention',
        `is deprecated${deprecation ? ` from ${deprecation.effectiveAt}` : ''}`,
      )
    : answer(stage, 'none', `is ${stage}`);
}
