import { finding } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import type {
  AlsoServed,
  Evidence,
  Finding,
  Level,
  ServedBytes,
} from '../types';
import { digestsOf, type KnownModel, type KnownVersion } from './KnownModel';
import {
  isComparable,
  judgePins,
  mismatch,
  onlyOf,
  worstOf,
} from './pinnedBytes';
import { isClaim, type StatedDigest } from './statedDigests';
import type { StatedModel } from './statedModel';

export interface ComparedBytes {
  servedBytes: ServedBytes;
  level: Level;
  /** The one known version that the digest belongs to. */
  version: KnownVersion | undefined;
  /** What the answer is about, where it is about a digest. */
  digest: string | undefined;
  /** What the workload serves or says beside it. */
  also: AlsoServed[];
  evidence: Evidence[];
  findings: Finding[];
}

/** What stands behind the digests of known versions. */
export interface ComparedWith {
  /** A registry measured them; else an entity declares them. */
  registered: boolean;
  /** Running objects were read; a manifest says only what is meant to run. */
  source: 'manifests' | 'cluster';
}

/** One answer among those about a workload. */
interface Answer {
  servedBytes: ServedBytes;
  digest?: string;
  version?: KnownVersion;
  evidence?: Evidence;
}

/**
 * Holds the digests that a workload pins, reports or claims against those of
 * the model's known versions. Only what the runtime pins or reports can match
 * or mismatch; an annotation is a claim, whatever it equals. Every digest
 * counts: what is not in the answer itself stands in `also`.
 */
export function compareServedBytes(
  stated: StatedModel,
  model: KnownModel | undefined,
  basis: ComparedWith,
): ComparedBytes {
  const holders = holdersOf(model);
  const isKnown = ({ digest }: StatedDigest) => holders(digest).length > 0;
  const versions = model?.versions ?? [];
  const labelled = stated.versions.flatMap(
    label => versionOfLabel(versions, label) ?? [],
  );
  const pins = stated.digests.filter(item => !isClaim(item));
  // A variable may hold the digest of anything.
  const claims = stated.digests.filter(
    item => isClaim(item) && (item.from === 'annotation' || isKnown(item)),
  );
  const pinned = judgePins(pins, holders, labelled);
  const other = pinned.answers.length
    ? undefined
    : differing(pins, versions, stated.version, labelled[0]);
  const claimed = claims.map(
    ({ digest, evidence }): Answer => ({
      servedBytes: 'claimed',
      digest,
      version: onlyOf(holders(digest), labelled),
      evidence,
    }),
  );
  const [main, ...rest]: Answer[] = [
    ...pinned.answers,
    ...(model && other
      ? [{ servedBytes: 'mismatch' as const, digest: other.item.digest }]
      : []),
    ...claimed,
    ...(pinned.answers.length || other || claimed.length
      ? []
      : [{ servedBytes: silence(pins, stated) }]),
  ];
  const also = [
    ...distinct(main, rest),
    ...otherLabels(stated, versions, main),
  ].slice(0, POSTURE_LIMITS.digests);
  const servedBytes = pinned.answers.length
    ? worstOf(pinned.answers)
    : main.servedBytes;
  return {
    servedBytes,
    level: levelOf(servedBytes, basis),
    version: main.version,
    digest: main.digest,
    also: also.map(each => alsoServed(each, basis)),
    evidence: stated.digests
      .filter(item => item.from !== 'env' || isKnown(item))
      .slice(0, POSTURE_LIMITS.digests)
      .map((item): Evidence => ({ ...item.evidence, role: 'context' })),
    findings: [
      ...stated.findings,
      ...(model ? labelFindings(stated, model, basis) : []),
      ...pinned.findings,
      ...(model && other
        ? [mismatch(other.item.digest, other.expected, model.ref)]
        : []),
      ...(model
        ? claims
            .filter(item => !isKnown(item))
            .flatMap(item => unknownClaim(item, model, basis))
        : []),
    ],
  };
}

/** An image's digest is that of the server unless it equals the model's. */
function isOfModel({ from }: StatedDigest): boolean {
  return from === 'storageUri' || from === 'verification';
}

/** Nothing known is pinned, and nothing is claimed. */
function silence(
  pins: readonly StatedDigest[],
  { unreadable }: StatedModel,
): ServedBytes {
  const isPinned =
    unreadable || pins.some(item => isOfModel(item) || item.from === 'volume');
  return isPinned ? 'unknown' : 'unpinned';
}

/** The known versions that hold a digest, each digest looked up once. */
function holdersOf(
  model: KnownModel | undefined,
): (digest: string) => readonly KnownVersion[] {
  const holders = new Map<string, KnownVersion[]>();
  for (const version of model?.versions ?? []) {
    for (const digest of new Set(digestsOf(version))) {
      const found = holders.get(digest);
      if (found) found.push(version);
      else holders.set(digest, [version]);
    }
  }
  return digest => holders.get(digest) ?? [];
}

/** What is pinned for the model and is none of the bytes of the version that is meant. */
function differing(
  pins: readonly StatedDigest[],
  versions: readonly KnownVersion[],
  label: string | undefined,
  labelled: KnownVersion | undefined,
): { item: StatedDigest; expected: KnownVersion } | undefined {
  const expected = labelled ?? onlyVersion(versions, label);
  const item = pins.find(
    each => isOfModel(each) && isComparable(each, expected),
  );
  return item && expected && { item, expected };
}

/** Answers that say something else than the main one, each once. */
function distinct(main: Answer, rest: readonly Answer[]): Answer[] {
  const keyOf = ({ version, digest }: Answer) =>
    version?.manifestDigest ?? version?.labels[0] ?? digest;
  const unique = new Map(
    rest
      .filter(each => each.digest !== main.digest)
      .map(each => [keyOf(each), each]),
  );
  unique.delete(keyOf(main));
  return [...unique.values()];
}

/** Labels of running pods that name another version than all that is said so far. */
function otherLabels(
  { versions: labels }: StatedModel,
  versions: readonly KnownVersion[],
  main: Answer,
): (Answer & { label: string })[] {
  return labels
    .slice(1)
    .filter(label => {
      const version = versionOfLabel(versions, label);
      return version === undefined || version !== main.version;
    })
    .map(label => ({ servedBytes: 'unpinned', label }));
}

function alsoServed(
  {
    servedBytes,
    digest,
    version,
    evidence,
    label = version?.labels[0] ?? null,
  }: Answer & { label?: string | null },
  basis: ComparedWith,
): AlsoServed {
  return {
    version: label,
    ...(digest === undefined ? {} : { digest }),
    ...(version?.manifestDigest === undefined
      ? {}
      : { manifestDigest: version.manifestDigest }),
    servedBytes,
    level: levelOf(servedBytes, basis),
    evidence: evidence ? [evidence] : [],
  };
}

function levelOf(
  servedBytes: ServedBytes,
  { registered, source }: ComparedWith,
): Level {
  switch (servedBytes) {
    case 'match':
    case 'mismatch':
      return registered && source === 'cluster' ? 'verified' : 'declared';
    case 'claimed':
      return 'declared';
    default:
      return 'unknown';
  }
}

function versionOfLabel(
  versions: readonly KnownVersion[],
  label: string,
): KnownVersion | undefined {
  return versions.find(({ labels }) => labels.includes(label));
}

/** What a workload without a label can only mean. */
function onlyVersion(
  versions: readonly KnownVersion[],
  label: string | undefined,
): KnownVersion | undefined {
  return label === undefined && versions.length === 1 ? versions[0] : undefined;
}

function unknownClaim(
  { digest }: StatedDigest,
  { ref, versions }: KnownModel,
  { registered }: ComparedWith,
): Finding[] {
  const known = versions.flatMap(digestsOf);
  if (!registered && !known.length) return [];
  return [
    finding(
      'claimed_digest_unknown',
      `The workload claims ${digest}, which is of no ${
        registered ? 'registered' : 'declared'
      } version of ${ref}`,
      { claimed: digest, model: ref },
    ),
  ];
}

function labelFindings(
  { versions: labels }: StatedModel,
  { ref, entity, versions }: KnownModel,
  { registered }: ComparedWith,
): Finding[] {
  const unknown = labels.filter(label => !versionOfLabel(versions, label));
  // A model that is not registered at all is a finding of its own.
  if (registered && !versions.length) return [];
  if (registered) {
    return unknown.map(label =>
      finding(
        'version_not_registered',
        `The workload serves version ${label}, which is not registered for ${ref}`,
        { stated: label, model: ref },
      ),
    );
  }
  const declared = entity?.version;
  return declared === undefined
    ? []
    : unknown.map(label =>
        finding(
          'model_version_mismatch',
          `The workload serves version ${label}, the entity declares ${declared}`,
          { stated: label, declared },
        ),
      );
}
