import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { VersionState } from '../ModelState';

/**
 * Whether the bytes are those that are declared. That is measured and no more: the owner's own text is the other side.
 */
export function bytesVerdict(version: VersionState): Wire['Verdict'] {
  const { artifacts, integrityFailed } = version;
  const at = version.createdAt;
  if (integrityFailed) {
    return changedVerdict(integrityFailed);
  }
  const evidence = artifacts.map(artifact => ({
    role: 'decides' as const,
    ref: artifact.path,
    why:
      artifact.declared_digest === undefined
        ? 'measured; no digest is declared'
        : describeMatch(artifact.declared_digest === artifact.digest),
    source: artifact.source,
    value: artifact.digest,
    at,
  }));
  const undeclared = artifacts.filter(
    artifact => artifact.declared_digest === undefined,
  );
  const differing = artifacts.filter(
    artifact =>
      artifact.declared_digest !== undefined &&
      artifact.declared_digest !== artifact.digest,
  );
  if (differing.length > 0) {
    return {
      word: 'differ',
      level: 'measured',
      concern: 'bad',
      reason: `${differing.length} of ${artifacts.length} files are not the bytes that are declared`,
      id: 'trust.bytes.differ',
      params: { files: artifacts.length, differing: differing.length },
      evidence,
      at,
    };
  }
  if (artifacts.length > 0 && undeclared.length === 0) {
    return {
      word: 'as declared',
      level: 'measured',
      concern: 'none',
      reason:
        artifacts.length === 1
          ? 'the file matched the declared digest when it was registered'
          : `all ${artifacts.length} files matched the declared digests when they were registered`,
      id: 'trust.bytes.declared',
      params: { files: artifacts.length },
      evidence,
      command: `sha256sum ${artifacts[0].path}`,
      at,
    };
  }
  return {
    word: 'measured',
    level: 'measured',
    concern: 'none',
    reason: `${undeclared.length} of ${artifacts.length} files have no declared digest to meet; theirs was measured at registration`,
    id: 'trust.bytes.measured',
    params: { files: artifacts.length, undeclared: undeclared.length },
    evidence,
    remedy: [
      'spec:\n  artifacts:',
      ...undeclared
        .slice(0, 10)
        .map(
          ({ path, digest }) => `    - path: ${path}\n      digest: ${digest}`,
        ),
    ].join('\n'),
    at,
  };
}

function describeMatch(same: boolean): string {
  return same ? 'equals the declared digest' : 'differs from the declared one';
}

/** The source was read again and had other bytes. */
function changedVerdict(
  failed: NonNullable<VersionState['integrityFailed']>,
): Wire['Verdict'] {
  const { digest, found, firstBadChunk, at } = failed;
  const what = failed.path ?? failed.layer;
  return {
    word: 'changed',
    level: 'measured',
    concern: 'bad',
    reason: `${what} was found changed after registration`,
    id: 'trust.bytes.changed',
    params: {
      layer: failed.layer,
      path: failed.path ?? null,
      digest,
      found: found ?? null,
      firstBadChunk: firstBadChunk ?? null,
    },
    evidence: [
      {
        role: 'decides',
        ref: what,
        why: 'has this digest by now, which is not the registered one',
        ...(found !== undefined && { value: found }),
        at,
      },
      {
        role: 'overridden',
        ref: what,
        why: 'had this digest when it was registered',
        value: digest,
      },
      ...(firstBadChunk === undefined
        ? []
        : [
            {
              role: 'context' as const,
              ref: what,
              why: `chunk ${firstBadChunk} is the first that differs, counted from 0 in chunks of 8 MiB`,
              value: firstBadChunk,
            },
          ]),
    ],
    at,
  };
}
