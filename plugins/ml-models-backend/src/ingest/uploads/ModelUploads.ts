import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ArtifactSourceError } from '@ml-models/backstage-plugin-ml-models-node';
import type { IngestionConfig } from '../../config/MlModelsConfig';
import { DomainError } from '../../domain/DomainError';
import type { StagingKey, StagingStore } from '../../store/StagingStore';
import { declaredArtifacts } from '../artifact/declaredArtifacts';
import { modelRefOf, parseEntity } from '../declaration/parseEntity';
import { MAX_MULTIPART_BYTES } from '../limits';
import type { IngestionProblem } from '../problems';
import { artifactPath } from '../sources/artifactPath';
import { PathSet } from '../sources/PathSet';
import type { Spool, SpoolFile } from '../spool/Spool';
import { parseMultipartModel } from './parseMultipartModel';
import { UploadError } from './UploadError';

/** Uploads until they are an ingestion: bytes in the spool, one staging row per set. */
export class ModelUploads {
  private readonly stopping = new AbortController();

  constructor(
    private readonly deps: {
      staging: StagingStore;
      spool: Spool;
      limits: Pick<IngestionConfig['limits'], 'uploadBytes' | 'files'>;
    },
  ) {}

  /**
   * Spools and hashes one file into the sender's open set of this version; the same path again replaces it. Sets of
   * other senders are not touched: what one closes is what one sent. A set lies with one replica, whole.
   *
   * Throws `UploadError` `INVALID_PATH`, `LIMIT_EXCEEDED`, `STAGING_ELSEWHERE`, `STOPPING`, `DomainError`
   * `LIMIT_EXCEEDED`, and what the spool throws.
   */
  async stage(upload: {
    modelRef: string;
    version: string;
    path: string;
    stream: Readable;
    by: string;
    signal: AbortSignal;
  }): Promise<Wire['StagedArtifact']> {
    const { modelRef, version, by } = upload;
    const key = { modelRef, version, createdBy: by };
    const path = uploadPath(upload.path);
    const { staging, limits } = this.deps;
    const own = await this.deps.spool.id();
    const set = await staging.findOpen(key);
    if (!set) {
      await staging.checkMayOpen(by);
    }
    const present = set ? await staging.listFiles(set.id) : [];
    if (set && set.spool !== own && present.length > 0) {
      throw elsewhere();
    }
    checkBeside(path, present);
    if (
      present.length >= limits.files &&
      !present.some(file => file.path === path)
    ) {
      throw new UploadError(
        'LIMIT_EXCEEDED',
        `a version has at most ${limits.files} files`,
      );
    }
    const file = await this.spool(upload, limits.uploadBytes);
    // Opened only now: one without a file would count against its caller until it is old.
    return (await this.addFile(key, path, file)).staged;
  }

  /**
   * The set that `by` opened for this version, once all is there; its ingestion closes it. Throws `UploadError`
   * `STAGING_NOT_FOUND`, `STAGING_INCOMPLETE` with one problem per declared file that was not sent, `ENTITY_MISMATCH`,
   * and `IngestionError` `INVALID_ENTITY`.
   */
  async complete(upload: {
    modelRef: string;
    version: string;
    entity: unknown;
    by: string;
  }): Promise<{ stagingId: string }> {
    const { modelRef, version, by } = upload;
    const entity = parseEntity(upload.entity);
    if (modelRefOf(entity) !== modelRef || entity.spec.version !== version) {
      throw new UploadError(
        'ENTITY_MISMATCH',
        `the entity declares version ${entity.spec.version} of ${modelRefOf(
          entity,
        )}, the upload is version ${version} of ${modelRef}`,
      );
    }
    const { staging } = this.deps;
    const set = await staging.findOpen({
      modelRef,
      version,
      createdBy: by,
    });
    const files = set ? await staging.listFiles(set.id) : [];
    const sent = new Set(files.map(({ path }) => path));
    const missing = declaredArtifacts(entity).artifacts.flatMap(
      ({ path }): IngestionProblem[] =>
        path === undefined || sent.has(path.replace(/^(\.\/)+/, ''))
          ? []
          : [
              {
                code: 'ARTIFACT_NOT_FOUND',
                field: path,
                message: `${path} is declared and was not uploaded`,
              },
            ],
    );
    if (missing.length > 0) {
      throw new UploadError(
        'STAGING_INCOMPLETE',
        `${missing.length} declared files are missing`,
        { problems: missing },
      );
    }
    if (!set || files.length === 0) {
      throw new UploadError(
        'STAGING_NOT_FOUND',
        `nothing was uploaded by you for version ${version} of ${modelRef}`,
      );
    }
    return { stagingId: set.id };
  }

  /**
   * `model` and `manifest` of one multipart body as a set of its own; its ingestion closes it. The model takes the path of the only
   * declared artifact, or else its own file name. Nothing is kept when `allow` refuses the manifest.
   *
   * Throws what `allow` throws, `UploadError`, `IngestionError` `INVALID_ENTITY`, `ArtifactError`.
   */
  async receive(upload: {
    contentType: string;
    stream: Readable;
    by: string;
    signal: AbortSignal;
    allow?(entity: unknown): Promise<void>;
  }): Promise<{ stagingId: string; entity: unknown }> {
    const { spool, limits } = this.deps;
    let spooled: SpoolFile | undefined;
    try {
      const body = await parseMultipartModel(upload, async stream => {
        spooled = await this.spool(
          { ...upload, stream },
          Math.min(MAX_MULTIPART_BYTES, limits.uploadBytes),
        );
        return spooled;
      });
      const entity = parseEntity(body.manifest);
      await upload.allow?.(entity);
      const declared = declaredArtifacts(entity).artifacts.flatMap(
        ({ path }) => path ?? [],
      );
      const path = uploadPath(
        declared.length === 1 ? declared[0] : body.fileName,
      );
      // A set of its own: what others PUT for the same version does not mix with it.
      const key = {
        modelRef: modelRefOf(entity),
        version: `multipart:${randomUUID()}`,
        createdBy: upload.by,
      };
      const { stagingId } = await this.addFile(key, path, body.model);
      return { stagingId, entity };
    } catch (error) {
      if (spooled) {
        await spool.remove(spooled.path);
      }
      throw error;
    }
  }

  /** Removes a set that is not to become an ingestion, or has become one. */
  async remove(stagingId: string): Promise<void> {
    await this.removeAll(await this.deps.staging.remove(stagingId));
  }

  /** Ends what is coming in: who sends is told so, and sends it to another replica. */
  stop(): void {
    this.stopping.abort();
  }

  private async spool(
    upload: { stream: Readable; by: string; signal: AbortSignal },
    maxBytes: number,
  ): Promise<SpoolFile> {
    // It may fail while nothing listens yet, which would end the process.
    upload.stream.on('error', () => {});
    const { staging, spool } = this.deps;
    const bytes = await staging.bytesOf(upload.by, await spool.id());
    const stopping = this.stopping.signal;
    try {
      return await spool.write(upload.stream, {
        area: 'uploaded',
        maxBytes,
        holder: { name: upload.by, bytes },
        signal: AbortSignal.any([upload.signal, stopping]),
      });
    } catch (error) {
      throw stopping.aborted && !upload.signal.aborted ? isStopping() : error;
    }
  }

  private async addFile(
    key: StagingKey,
    path: string,
    { bytes, sha256, path: spoolPath }: SpoolFile,
  ): Promise<{ stagingId: string; staged: Wire['StagedArtifact'] }> {
    const staged = { path, size: String(bytes), digest: sha256 };
    try {
      const file = { ...staged, spoolPath };
      const { staging, spool } = this.deps;
      const own = await spool.id();
      const { id } = await staging.openStaging(key, own);
      const { replaced } = await staging.addFile(id, file, own);
      await this.removeAll(replaced ? [replaced] : []);
      return { stagingId: id, staged };
    } catch (error) {
      await this.removeAll([spoolPath]);
      throw error instanceof DomainError && error.code === 'STAGING_ELSEWHERE'
        ? elsewhere()
        : error;
    }
  }

  private async removeAll(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.deps.spool.remove(path);
    }
  }
}

function isStopping(): UploadError {
  return new UploadError(
    'STOPPING',
    'this replica is shutting down: send the file again, another one takes it',
  );
}

function elsewhere(): UploadError {
  return new UploadError(
    'STAGING_ELSEWHERE',
    'the other files of this set lie with another replica, and this one does not reach them: send all files of a version over one session, or in one request',
  );
}

function uploadPath(path: string): string {
  try {
    return artifactPath(path);
  } catch (error) {
    throw error instanceof ArtifactSourceError
      ? new UploadError('INVALID_PATH', error.message, { cause: error })
      : error;
  }
}

/** Throws `UploadError` `INVALID_PATH` when the set holds a file that cannot stand beside this one. */
function checkBeside(path: string, present: readonly { path: string }[]) {
  const paths = new PathSet();
  for (const other of present) {
    if (other.path === path) {
      return;
    }
    paths.add(other.path);
  }
  const conflict = paths.add(path);
  if (conflict) {
    throw new UploadError(
      'INVALID_PATH',
      conflict === 'same-name'
        ? `a file with the same name in another spelling was sent already: ${path}`
        : `${path} and a file that was sent already cannot both be there: one is a folder of the other`,
    );
  }
}
