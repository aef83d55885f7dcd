import type { IngestionContext } from '../IngestionContext';
import { artifactProblems, IngestionProblem } from '../problems';
import type { InspectedArtifact } from './InspectedArtifact';
import { readArtifact } from './readArtifact';
import type { LocatedArtifact } from './resolveArtifacts';
import { totalBytes } from './totalBytes';

/**
 * Reads a version file by file. A file that cannot be read is named and does not hide what is wrong with
 * the others; a cancelled ingestion ends at once.
 */
export async function readArtifacts(
  located: readonly LocatedArtifact[],
  context: IngestionContext,
): Promise<{ artifacts: InspectedArtifact[]; problems: IngestionProblem[] }> {
  const { limits } = context.config;
  const artifacts: InspectedArtifact[] = [];
  const problems: IngestionProblem[] = [];
  let left = limits.versionBytes;
  const total = await totalBytes(located);
  context.progress.report({ step: 'inspect', total });
  for (const artifact of located) {
    context.signal.throwIfAborted();
    try {
      const most = Math.min(limits.fileBytes, left);
      const read = await readArtifact(artifact, most, context);
      left -= Number(read.recorded.size);
      artifacts.push(read);
    } catch (error) {
      context.signal.throwIfAborted();
      problems.push(...artifactProblems(error, artifact.path));
    }
  }
  return { artifacts, problems };
}
