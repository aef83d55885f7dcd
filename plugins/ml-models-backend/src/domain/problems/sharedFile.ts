import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, VersionState } from '../ModelState';
import { latestLabel } from '../versions';
import type { RankedProblem } from './problem';

/** Named as evidence; the rest are as bad. */
const MAX_NAMED = 3;

/**
 * A version that is fit by itself and holds a file of another version of its model that is out of use: under another
 * name, or beside other files, the same bytes would pass. `undefined` when it holds none.
 */
export function sharedFileProblem(
  state: ModelState,
  version: VersionState,
  { label, inService }: { label: string; inService: boolean },
): RankedProblem | undefined {
  if (wordOf(version)) {
    return undefined;
  }
  const held = new Map(
    version.artifacts.map(artifact => [artifact.digest, artifact.path]),
  );
  const shared = state.versions.flatMap(other => {
    const word = wordOf(other);
    const file = word && carriers(other).find(({ digest }) => held.has(digest));
    return word && file ? [{ other, file, ...word }] : [];
  });
  const [first] = shared;
  if (!first) {
    return undefined;
  }
  const otherLabel = latestLabel(state, first.other);
  return {
    rank: 'shared',
    problem: {
      id: 'problem.shared-file',
      concern: inService ? 'bad' : 'attention',
      message: `${label} holds a file of ${otherLabel}, which ${first.why}`,
      params: {
        version: label,
        other: otherLabel,
        path: held.get(first.file.digest) ?? first.file.path,
        digest: first.file.digest,
      },
      subject: `version ${label}, ${held.get(first.file.digest)}`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      since: [version.createdAt, first.at].sort().at(-1),
      reason: `the bytes are the same; what is said of ${otherLabel} was decided about them`,
      evidence: shared.slice(0, MAX_NAMED).map(({ other, file, why, at }) => ({
        role: 'decides' as const,
        ref: `version ${latestLabel(state, other)}, ${file.path}`,
        why,
        value: file.digest,
        at,
      })),
      cure: {
        text: `Register a version that does not hold the file; if ${otherLabel} is fit for use after all, whoever took it out of use puts it back`,
        tab: 'files',
      },
    },
  };
}

/** Why a version is out of use, as a clause without its label. */
function wordOf({
  blocked,
  stage,
  integrityFailed,
  createdAt,
}: VersionState): { why: string; at: string } | undefined {
  if (blocked) {
    return { why: 'is blocked', at: blocked.at };
  }
  if (stage === 'rejected') {
    return { why: 'was rejected by a reviewer', at: createdAt };
  }
  return (
    integrityFailed && {
      why: 'was found changed after registration',
      at: integrityFailed.at,
    }
  );
}

/**
 * The files that make a version what it is: of changed bytes the file that was found so, else those with tensors and
 * the largest. A licence or a word list that versions share says nothing.
 */
function carriers({
  artifacts,
  blocked,
  stage,
  integrityFailed,
}: VersionState): RecordedArtifact[] {
  if (!blocked && stage !== 'rejected' && integrityFailed?.path !== undefined) {
    return artifacts.filter(({ path }) => path === integrityFailed.path);
  }
  const largest = artifacts.reduce(
    (most, { size }) => (BigInt(size) > most ? BigInt(size) : most),
    1n,
  );
  return artifacts.filter(
    ({ size, tensor_count }) =>
      (tensor_count ?? 0) > 0 || BigInt(size) === largest,
  );
}
