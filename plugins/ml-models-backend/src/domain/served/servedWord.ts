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

/** Out of use by decision: nothing that is unknown may hide one of these. */
const OUT_OF_USE: readonly string[] = ['blocked', 'rejected', 'invalid'];

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
 * two versions: then the louder one counts, so that no claim hides a block.
 */
export function joinFact(state: ModelState, fact: ServedFact): JoinedFact {
  const byDigest = versionOfDigest(state, fact);
  const byLabel =
    fact.version === null ? undefined : findVersion(state, fact.version);
  const isUnheardOf =
    !byDigest && fact.digest !== undefined && fact.servedBytes === 'claimed';
  if (isUnheardOf && !(byLabel && OUT_OF_USE.includes(byLabel.stage))) {
    return unregistered(
      `claims ${fact.digest}, which no registered version has`,
    );
  }
  const [loudest] = [byDigest, byLabel]
    .flatMap(version => (version ? said(version, fact) : []))
    .sort((a, b) => loudness(a.word) - loudness(b.word));
  if (loudest) {
    return loudest;
  }
  if (fact.version !== null) {
    return unregistered(
      `states version ${fact.version}, which is not registered`,
    );
  }
  const outOfUse = state.versions.find(({ stage }) =>
    OUT_OF_USE.includes(stage),
  );
  return {
    version: undefined,
    word: 'unknown',
    // silence may hide a version that is out of use
    concern: outOfUse ? 'attention' : 'none',
    reason: outOfUse
      ? `states no version, and ${outOfUse.labels[0]} is ${outOfUse.stage}`
      : 'states no version',
  };
}

function versionOfDigest(
  state: ModelState,
  { manifestDigest, digest }: ServedFact,
): VersionState | undefined {
  return state.versions.find(
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

function said(version: VersionState, { servedBytes }: ServedFact): JoinedFact {
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
      'is stated, but the bytes that are pinned are others than those registered',
    );
  }
  if (integrityFailed) {
    return answer(
      'changed',
      'bad',
      `has a ${integrityFailed.layer} that was found changed after registration`,
    );
  }
  if (signatureOf(version) === 'rejected') {
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
