import { ArtifactError } from '@ml-models/artifact-io';
import {
  ArtifactRequest,
  ArtifactSourceError,
  ResolvedArtifact,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { IngestionContext } from '../IngestionContext';
import { artifactProblems, IngestionProblem } from '../problems';
import { SOURCE_OPEN_MS } from '../limits';
import { artifactPath } from '../sources/artifactPath';
import { PathConflict, PathSet } from '../sources/PathSet';
import type { DeclaredArtifact } from './DeclaredArtifact';
import { SpoolUnusableError } from '../spool/SpoolUnusableError';
import { within } from './within';

/** A declared artifact with the place of its bytes. */
export interface LocatedArtifact extends ResolvedArtifact {
  /** name of the source that gave it */
  provider: string;
  declaredDigest?: string;
}

/**
 * Asks the sources for each artifact. Reads nothing; names every artifact that has no place, and every path
 * that two of them would share.
 */
export async function resolveArtifacts(
  artifacts: readonly DeclaredArtifact[],
  about: Pick<
    ArtifactRequest,
    'modelRef' | 'version' | 'location' | 'stagingId'
  >,
  context: Pick<IngestionContext, 'sources' | 'signal' | 'observer' | 'config'>,
): Promise<{ located: LocatedArtifact[]; problems: IngestionProblem[] }> {
  const most = context.config.limits.files;
  if (artifacts.length > most) {
    const message = `${artifacts.length} files; a version has at most ${most}`;
    return { located: [], problems: [{ code: 'TOO_MANY_FILES', message }] };
  }
  const located: LocatedArtifact[] = [];
  const paths = new PathSet();
  const problems: IngestionProblem[] = [];
  for (const { label, ...artifact } of artifacts) {
    try {
      const found = await resolveArtifact({ ...about, ...artifact }, context);
      const conflict = paths.add(found.path);
      if (conflict) {
        problems.push(conflictProblem(conflict, found.path));
      } else {
        const { digest } = artifact;
        located.push({
          ...found,
          ...(digest && { declaredDigest: digest }),
        });
      }
    } catch (error) {
      problems.push(...artifactProblems(error, label));
    }
  }
  return { located, problems };
}

function conflictProblem(
  conflict: PathConflict,
  path: string,
): IngestionProblem {
  return conflict === 'same-name'
    ? {
        code: 'DUPLICATE_ARTIFACT',
        field: path,
        message: `two artifacts are named ${path}`,
      }
    : {
        code: 'INVALID_PATH',
        field: path,
        message: `${path} and another artifact cannot both be there: one is a folder of the other`,
      };
}

/**
 * The first source that knows the artifact. Throws `ArtifactSourceError`; whatever else a source throws, or
 * an answer of another shape, is `NOT_FETCHED`. That the spool cannot be used says nothing of a source.
 */
export async function resolveArtifact(
  request: ArtifactRequest,
  context: Pick<IngestionContext, 'sources' | 'signal' | 'observer'>,
): Promise<ResolvedArtifact & { provider: string }> {
  const { signal } = context;
  for (const source of context.sources) {
    const answer = await within(SOURCE_OPEN_MS, signal, each =>
      source.resolve(request, { signal: each }),
    ).catch((error: unknown) => {
      if (
        error instanceof ArtifactSourceError ||
        error instanceof ArtifactError ||
        error instanceof SpoolUnusableError
      ) {
        throw error;
      }
      context.observer.providerFailed(source.name);
      throw new ArtifactSourceError(
        'NOT_FETCHED',
        `the source ${source.name} failed`,
        { cause: error },
      );
    });
    if (answer) {
      return { ...parseAnswer(answer), provider: source.name };
    }
  }
  throw new ArtifactSourceError(
    'ARTIFACT_NOT_FOUND',
    request.path !== undefined && !request.location
      ? `${request.path} is relative to nothing: the entity came without a catalog file, and the file was not uploaded`
      : 'no source knows this artifact',
  );
}

/** Sources are written by others: their names go into digests, paths and pages. */
function parseAnswer(answer: ResolvedArtifact): ResolvedArtifact {
  const path = artifactPath(answer.path);
  return {
    path,
    source: String(answer.source).slice(0, 2048),
    origin: answer.origin,
  };
}
