import {
  ArtifactError,
  ArtifactFile,
  FileIdentity,
  openContained,
} from '@ml-models/artifact-io';
import {
  ArtifactOrigin,
  ArtifactSourceError,
  ResolvedArtifact,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { IngestionContext } from '../IngestionContext';
import { SOURCE_OPEN_MS } from '../limits';
import { within } from './within';

/** An artifact whose state is known, and whose bytes can be had. */
export interface OpenArtifact {
  /** Differs whenever the bytes may differ; absent when the source cannot say. */
  revision?: string;
  /** The file to read: a local one in place, a stream once it is spooled. To be called once. */
  file(): Promise<{ file: ArtifactFile; spooledDigest?: string }>;
  /** Closes the file or stream and removes the spool. */
  close(): Promise<void>;
}

type OpenContext = Pick<IngestionContext, 'spool' | 'signal' | 'progress'>;

/** Throws `ArtifactError` and `ArtifactSourceError`. */
export async function openArtifact(
  { origin, path, source }: ResolvedArtifact,
  maxBytes: number,
  context: OpenContext,
): Promise<OpenArtifact> {
  return origin.type === 'file'
    ? openLocal(origin)
    : openStream(origin, { path, source, maxBytes }, context);
}

async function openLocal(
  origin: Extract<ArtifactOrigin, { type: 'file' }>,
): Promise<OpenArtifact> {
  const file = await openContained(origin.root, origin.path);
  return {
    revision: revisionOf(file.identity),
    file: async () => ({ file }),
    close: () => file.close(),
  };
}

async function openStream(
  origin: Extract<ArtifactOrigin, { type: 'stream' }>,
  about: { path: string; source: string; maxBytes: number },
  { spool, signal, progress }: OpenContext,
): Promise<OpenArtifact> {
  const { stream, revision } = await within(
    SOURCE_OPEN_MS,
    signal,
    each => origin.open({ signal: each }),
    // an answer that comes too late is an open connection
    late => late.stream.on('error', () => {}).destroy(),
  ).catch((error: unknown) => {
    throw error instanceof ArtifactSourceError || error instanceof ArtifactError
      ? error
      : new ArtifactSourceError(
          'NOT_FETCHED',
          `${about.source} did not answer`,
          { cause: error },
        );
  });
  let spooled: string | undefined;
  let opened: ArtifactFile | undefined;
  return {
    ...(revision !== undefined && { revision }),
    async file() {
      const written = await spool.write(stream, {
        area: 'fetched',
        maxBytes: about.maxBytes,
        signal,
        onProgress: bytes =>
          progress.report({ step: 'fetch', file: about.path, bytes }),
      });
      spooled = written.path;
      opened = await spool.open(written);
      return { file: opened, spooledDigest: written.sha256 };
    },
    async close() {
      stream.on('error', () => {}).destroy();
      await opened?.close();
      if (spooled) {
        await spool.remove(spooled);
      }
    },
  };
}

function revisionOf(identity: FileIdentity): string {
  const { device, inode, size, mtimeNs, ctimeNs } = identity;
  return `${device}:${inode}:${size}:${mtimeNs}:${ctimeNs}`;
}
