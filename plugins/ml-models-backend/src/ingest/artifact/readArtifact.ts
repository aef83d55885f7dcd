import { InspectedFile, inspectFile } from '@ml-models/artifact-io';
import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { Inspection } from '@ml-models/model-formats';
import type { DocumentBytes } from '../../store/ModelStore';
import { readOrFault } from '../../store/readOrFault';
import {
  digestOf,
  jsonDocument,
  MEDIA_TYPES,
  referenceTo,
} from '../documents/documentOf';
import { inspectionHead, isWholeForChecks } from '../documents/inspectionHead';
import { tensorPages } from '../documents/tensorPages';
import type { IngestionContext } from '../IngestionContext';
import { INSPECT_TIMEOUT_MS, MAX_STRUCTURE_ENTRIES } from '../limits';
import { IngestionError } from '../problems';
import { documentsOfReading, isReadingOf } from './isReadingOf';
import { mediaTypeOf } from './mediaTypeOf';
import { OpenArtifact, openArtifact } from './openArtifact';
import type { InspectedArtifact } from './InspectedArtifact';
import { statedLicense } from './statedLicense';
import type { LocatedArtifact } from './resolveArtifacts';

/**
 * Fetches, hashes and inspects one file, and leaves a row, so that a restart does not read it again. A file
 * whose source says that it did not change is not read at all.
 *
 * Throws `ArtifactError`, `ArtifactSourceError`, `IngestionError` `CHANGED_WHILE_READ`, `NOT_READABLE`.
 */
export async function readArtifact(
  artifact: LocatedArtifact,
  maxBytes: number,
  context: IngestionContext,
): Promise<InspectedArtifact> {
  const open = await openArtifact(artifact, maxBytes, context);
  try {
    const identity = identityOf(artifact, open, context.tool.version);
    const earlier = identity && (await readEarlier(identity, context));
    if (earlier) {
      context.progress.finished(Number(earlier.recorded.size), false);
      return {
        ...earlier,
        recorded: {
          ...earlier.recorded,
          ...declaredOf(artifact),
          ...statedOf(earlier.inspection),
        },
      };
    }
    const read = await readBytes(artifact, open, maxBytes, context);
    if (identity) {
      const { recorded, documents } = read;
      await context.ingestions.saveFinishedFile(identity, recorded, documents);
      // Stored already: a version of many files does not hold all their pages until its commit.
      return { ...read, documents: [] };
    }
    return read;
  } finally {
    await open.close();
  }
}

async function readBytes(
  artifact: LocatedArtifact,
  open: OpenArtifact,
  maxBytes: number,
  context: IngestionContext,
): Promise<InspectedArtifact> {
  // On the row before a byte is read: if reading kills the process, the row names the file.
  context.progress.report({ step: 'open', file: artifact.path });
  await context.progress.flush();
  const { file, spooledDigest } = await open.file();
  if (file.size > maxBytes) {
    const message = `${artifact.path} has ${file.size} bytes; ${maxBytes} are allowed`;
    throw new IngestionError([{ code: 'TOO_LARGE', message }]);
  }
  const { path } = artifact;
  const inspected = await inspectFile(file, {
    tensors: true,
    chunks: true,
    structure: true,
    fileName: path,
    readers: context.readers,
    settled: spooledDigest !== undefined,
    signal: context.signal,
    limits: { timeoutMs: INSPECT_TIMEOUT_MS },
    pool: context.pool,
    onProgress: ({ bytes, step }) =>
      context.progress.report({ step, file: path, bytes }),
  });
  if (spooledDigest && spooledDigest !== inspected.digests?.sha256) {
    const message = `${path} was spooled as ${spooledDigest} and read as ${inspected.digests?.sha256}`;
    throw new IngestionError([{ code: 'CHANGED_WHILE_READ', message }]);
  }
  const { inspection } = inspected;
  if (inspection.error?.code === 'READ_ERROR') {
    const message = `${path}: ${inspection.error.message}`;
    // a fetched copy lies on our disk, and says nothing of its source
    const code = spooledDigest ? 'SPOOL_UNUSABLE' : 'NOT_READABLE';
    throw new IngestionError([{ code, message }]);
  }
  context.progress.finished(file.size, true);
  return record(artifact, file.size, inspected);
}

function record(
  artifact: LocatedArtifact,
  size: number,
  { inspection, digests, chunks = [] }: InspectedFile,
): InspectedArtifact {
  if (!digests) {
    throw new TypeError('inspectFile gives digests unless told not to');
  }
  const head = jsonDocument(MEDIA_TYPES.inspection, inspectionHead(inspection));
  const pages = tensorPages(inspection.tensorList ?? []);
  const leaves =
    chunks.length > 0 ? jsonDocument(MEDIA_TYPES.chunks, chunks) : undefined;
  const nodes = structureDocument(MEDIA_TYPES.nodes, inspection.nodeList);
  const members = structureDocument(MEDIA_TYPES.members, inspection.memberList);
  const recorded: RecordedArtifact = {
    size: String(size),
    digest: digests.sha256,
    ...(digests.merkleRoot && {
      merkle_root: digests.merkleRoot,
      chunk_size: digests.chunkSize,
    }),
    ...(leaves && { chunks: referenceTo(leaves) }),
    media_type: mediaTypeOf(inspection.format),
    format: inspection.format,
    inspection_status: inspection.status,
    inspection: referenceTo(head),
    ...(pages.length > 0 && { tensor_pages: pages.map(referenceTo) }),
    ...(inspection.tensors && { tensor_count: inspection.tensors.count }),
    ...(nodes && { nodes: referenceTo(nodes) }),
    ...(members && { members: referenceTo(members) }),
    ...declaredOf(artifact),
    ...statedOf(inspection),
  };
  const { tensorList, nodeList, memberList, ...kept } = inspection;
  const documents = [head, ...pages, leaves, nodes, members].filter(
    document => document !== undefined,
  );
  return { recorded, inspection: kept, documents };
}

function structureDocument(
  mediaType: string,
  entries: readonly unknown[] = [],
): DocumentBytes | undefined {
  return entries.length > 0 && entries.length <= MAX_STRUCTURE_ENTRIES
    ? jsonDocument(mediaType, entries)
    : undefined;
}

/**
 * What an earlier attempt, or another version with the same unchanged file, found. Only with all its documents as they
 * were stored, and only when they say what it says: else the file is read again.
 */
async function readEarlier(
  identity: string,
  { ingestions, models }: IngestionContext,
): Promise<InspectedArtifact | undefined> {
  const recorded = await ingestions.finishedFile(identity);
  if (
    !recorded ||
    (await models.documentFaults(documentsOfReading(recorded))).size > 0
  ) {
    return undefined;
  }
  const [head, chunks] = await Promise.all(
    [recorded.inspection, recorded.chunks].map(
      async reference =>
        reference && (await readOrFault(models, reference.digest)).document,
    ),
  );
  if (!head) {
    return undefined;
  }
  const inspection: Inspection = parse(head.bytes);
  const { declared_digest: _declared, ...rest } = recorded;
  return isWholeForChecks(inspection) &&
    isReadingOf(recorded, inspection, chunks && parse(chunks.bytes))
    ? { recorded: rest, inspection, documents: [] }
    : undefined;
}

function parse(bytes: Uint8Array) {
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** Readers get better: what an older one found does not stand for what this one would. */
function identityOf(
  artifact: LocatedArtifact,
  { revision }: OpenArtifact,
  readerVersion: string,
): string | undefined {
  const { provider, source, path } = artifact;
  const parts = [readerVersion, provider, source, path, revision];
  return revision === undefined
    ? undefined
    : digestOf(Buffer.from(JSON.stringify(parts)));
}

function declaredOf({ path, source, declaredDigest }: LocatedArtifact) {
  return {
    path,
    source,
    ...(declaredDigest && { declared_digest: declaredDigest }),
  };
}

function statedOf(inspection: Inspection) {
  const license = statedLicense(inspection);
  return license === undefined ? {} : { stated_license: license };
}
