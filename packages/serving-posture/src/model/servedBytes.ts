import { finding } from '../finding/finding';
import type { Evidence, Finding, Level, ServedBytes } from '../types';
import { digestsOf, type KnownModel, type KnownVersion } from './KnownModel';
import type { StatedDigest, StatedModel } from './statedModel';

export interface ComparedBytes {
  servedBytes: ServedBytes;
  level: Level;
  /** The known version that the digest belongs to. */
  version: KnownVersion | undefined;
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

/**
 * Holds the digests that a workload pins, reports or claims against those of
 * the model's known versions. Only what the runtime pins or reports can match
 * or mismatch; an annotation is a claim, whatever it equals.
 */
export function compareServedBytes(
  stated: StatedModel,
  model: KnownModel | undefined,
  basis: ComparedWith,
): ComparedBytes {
  const evidence = stated.digests.map(
    (item): Evidence => ({
      ...item.evidence,
      role: 'context',
    }),
  );
  const versions = model?.versions ?? [];
  const labelled = versionOfLabel(versions, stated.version);
  const findings = model ? labelFindings(stated, model, labelled, basis) : [];
  const answer = (
    servedBytes: ServedBytes,
    version?: KnownVersion,
    more: Finding[] = [],
  ): ComparedBytes => ({
    servedBytes,
    level: levelOf(servedBytes, basis),
    version,
    evidence,
    findings: [...findings, ...more],
  });
  const pinned = stated.digests.filter(({ from }) => from !== 'annotation');
  const hit = firstTied(pinned, versions, stated.version);
  if (hit) {
    const otherThanStated = labelled !== undefined && labelled !== hit.version;
    return otherThanStated
      ? answer('mismatch', hit.version, [
          mismatch(hit.digest, labelled, `version ${stated.version}`),
        ])
      : answer('match', hit.version);
  }
  // An image's digest is that of the server unless it equals the model's.
  const own = pinned.filter(
    ({ from }) => from !== 'image' && from !== 'status',
  );
  const expected = labelled ?? onlyVersion(versions, stated.version);
  const differing = own.find(item => isComparable(item, expected));
  if (model && differing && expected) {
    return answer('mismatch', undefined, [
      mismatch(differing.digest, expected, model.ref),
    ]);
  }
  const claims = stated.digests.filter(({ from }) => from === 'annotation');
  if (claims.length) {
    if (!model) return answer('claimed');
    const claimed = firstTied(claims, versions, stated.version);
    return claimed
      ? answer('claimed', claimed.version)
      : answer('claimed', undefined, unknownClaim(claims[0], model, basis));
  }
  return answer(own.length ? 'unknown' : 'unpinned');
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
  label: string | undefined,
): KnownVersion | undefined {
  return label === undefined
    ? undefined
    : versions.find(({ labels }) => labels.includes(label));
}

/** What a workload without a label can only mean. */
function onlyVersion(
  versions: readonly KnownVersion[],
  label: string | undefined,
): KnownVersion | undefined {
  return label === undefined && versions.length === 1 ? versions[0] : undefined;
}

/** The version that one of the digests belongs to; the stated one first, if several hold the same file. */
function firstTied(
  digests: readonly StatedDigest[],
  versions: readonly KnownVersion[],
  label: string | undefined,
): { digest: string; version: KnownVersion } | undefined {
  for (const { digest } of digests) {
    const holding = versions.filter(version =>
      digestsOf(version).includes(digest),
    );
    const version = versionOfLabel(holding, label) ?? holding[0];
    if (version) return { digest, version };
  }
  return undefined;
}

/** Digests of one kind: of the artifact in a registry of images, or of the file. */
function isComparable(
  { from }: StatedDigest,
  version: KnownVersion | undefined,
): boolean {
  if (version?.files.length !== 1) return false;
  const [file] = version.files;
  return (
    file.digest !== undefined &&
    (from === 'verification' ? !file.isOci : file.isOci)
  );
}

function mismatch(
  stated: string,
  { files, manifestDigest, labels }: KnownVersion,
  of: string,
): Finding {
  const known =
    (files.length === 1 ? files[0].digest : manifestDigest) ?? labels[0];
  return finding(
    'served_bytes_mismatch',
    `The workload pins ${stated}, that of ${of} is ${known}`,
    { stated, registered: known },
  );
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
  { version }: StatedModel,
  { ref, entity, versions }: KnownModel,
  labelled: KnownVersion | undefined,
  { registered }: ComparedWith,
): Finding[] {
  if (version === undefined || labelled) return [];
  if (registered) {
    // A model that is not registered at all is a finding of its own.
    return versions.length
      ? [
          finding(
            'version_not_registered',
            `The workload serves version ${version}, which is not registered for ${ref}`,
            { stated: version, model: ref },
          ),
        ]
      : [];
  }
  return entity?.version === undefined
    ? []
    : [
        finding(
          'model_version_mismatch',
          `The workload serves version ${version}, the entity declares ${entity.version}`,
          { stated: version, declared: entity.version },
        ),
      ];
}
