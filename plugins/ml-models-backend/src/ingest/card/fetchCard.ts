import { read } from 'node:fs';
import { promisify } from 'node:util';
import type {
  MlModelEntityV1alpha1,
  RecordedCheck,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { ArtifactRequest } from '@ml-models/backstage-plugin-ml-models-node';
import { openArtifact } from '../artifact/openArtifact';
import { resolveArtifact } from '../artifact/resolveArtifacts';
import type { IngestionContext } from '../IngestionContext';
import { MAX_CARD_BYTES } from '../limits';
import { artifactProblems, IngestionProblem } from '../problems';
import { readCard } from './readCard';

const readAt = promisify(read);

/** `card` is absent when none is declared, or when it is not there: then the check says so. */
export interface FetchedCard {
  card?: Wire['Card'];
  checks: RecordedCheck[];
  problems: IngestionProblem[];
}

/**
 * The declared card, read by the same sources and the same rules as artifacts. A card that is not there is
 * a gap, no refusal; one that must not be read, or could not be fetched, is a problem.
 */
export async function fetchCard(
  entity: MlModelEntityV1alpha1,
  about: Pick<
    ArtifactRequest,
    'modelRef' | 'version' | 'location' | 'stagingId'
  >,
  context: IngestionContext,
): Promise<FetchedCard> {
  const declared: unknown = entity.spec.card;
  if (declared === undefined || declared === null) {
    return { checks: [], problems: [] };
  }
  if (typeof declared !== 'string') {
    const message = 'spec.card is the path of a Markdown file';
    return {
      checks: [],
      problems: [{ code: 'INVALID_FIELD', field: 'spec.card', message }],
    };
  }
  try {
    const request = { ...about, path: declared };
    const resolved = await resolveArtifact(request, context);
    const open = await openArtifact(resolved, MAX_CARD_BYTES, context);
    try {
      const { file } = await open.file();
      const text = await readText(file);
      const card = await readCard(resolved.path, text);
      return { card, checks: [], problems: [] };
    } finally {
      await open.close();
    }
  } catch (error) {
    context.signal.throwIfAborted();
    const problems = artifactProblems(error, 'spec.card');
    return problems.every(({ code }) => code === 'ARTIFACT_NOT_FOUND')
      ? { checks: problems.map(missingCard), problems: [] }
      : { checks: [], problems };
  }
}

function missingCard({ message }: IngestionProblem): RecordedCheck {
  return {
    id: 'card',
    outcome: 'unknown',
    message: `the declared card was not read: ${message}`,
  };
}

async function readText(file: { fd: number; size: number }): Promise<string> {
  const bytes = Buffer.alloc(Math.min(file.size, MAX_CARD_BYTES));
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await readAt(
      file.fd,
      bytes,
      done,
      bytes.length - done,
      done,
    );
    if (bytesRead === 0) {
      break;
    }
    done += bytesRead;
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, done));
}
