import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, parse } from 'node:path';
import { InspectionPool } from '@ml-models/artifact-io';
import {
  BomEntity,
  BomError,
  BomFile,
  manifestDigest,
  readBomInput,
  serializeBom,
  spdx23,
} from '@ml-models/model-bom';
import type { FileInspection } from '@ml-models/model-formats';
import { version } from '../../package.json';
import { CliError } from '../CliError';
import { EXIT, ExitCode, worstExit } from '../exitCode';
import { inspectSubject } from '../inspect/inspectSubject';
import { Output } from '../output/Output';
import { printable } from '../output/printable';
import { readModelManifest } from './readModelManifest';
import { versionPaths } from './versionPaths';

export interface PrintBomOptions {
  json: boolean;
  /** path of an MLModel entity */
  manifest?: string;
  /** RFC 3339 UTC with whole seconds; default the newest input's time */
  timestamp?: string;
  /** absolute URI of the document */
  serial?: string;
}

/** `bom`: the document, only when every file could be read. */
export async function printBom(
  paths: readonly string[],
  options: PrintBomOptions,
  output: Output,
): Promise<ExitCode> {
  const entity = await entityOf(paths, options.manifest);
  const folder = options.manifest && dirname(options.manifest);
  const names = versionPaths(paths, folder);
  const exits: ExitCode[] = [];
  const files: BomFile[] = [];
  const pool = new InspectionPool();
  try {
    for (const [index, path] of paths.entries()) {
      const subject = await inspectSubject(path, {
        pool,
        digests: 'sha256',
        tensors: false,
        chunks: false,
        // One after the other, in a process that does nothing else.
        inCaller: true,
      });
      if (subject.error) {
        const { code, message } = subject.error;
        output.message(`${printable(path)}: ${code}: ${printable(message)}`);
        exits.push(EXIT.UNREADABLE);
      }
      if (subject.size !== null) {
        files.push(bomFile(names[index], subject));
      }
    }
  } finally {
    await pool.close();
  }
  if (files.length === paths.length) {
    const created = options.timestamp ?? (await newestTime(paths, options));
    const text = documentText(entity, files, created, options.serial);
    await output.answer(
      options.json ? `${JSON.stringify(JSON.parse(text))}\n` : text,
    );
  }
  return worstExit(exits);
}

function documentText(
  entity: BomEntity,
  files: BomFile[],
  created: string,
  namespace: string | undefined,
): string {
  try {
    return serializeBom(
      spdx23(
        readBomInput({
          entity,
          files,
          manifestDigest: manifestDigest(files, () => createHash('sha256')),
          created,
          ...(namespace && { namespace }),
          tool: { name: 'ml-models', version },
        }),
      ),
    );
  } catch (error) {
    if (error instanceof BomError) {
      throw new CliError(
        error.code === 'INVALID_ENTITY' ? 'UNREADABLE' : 'USAGE',
        `${error.code}: ${error.message}`,
        error,
      );
    }
    throw error;
  }
}

async function entityOf(
  paths: readonly string[],
  manifest: string | undefined,
): Promise<BomEntity> {
  if (manifest) {
    return readModelManifest(manifest);
  }
  const [first] = [...paths].sort();
  return { metadata: { name: parse(first).name }, spec: {} };
}

function bomFile(path: string, subject: FileInspection): BomFile {
  const { path: _, size, digests, chunks: __, ...inspection } = subject;
  return { path, size, sha256: digests?.sha256 ?? '', inspection };
}

/**
 * Reproducible builds name their time (`SOURCE_DATE_EPOCH`); else the newest
 * input's, so that equal input gives equal bytes.
 */
async function newestTime(
  paths: readonly string[],
  { manifest }: PrintBomOptions,
): Promise<string> {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const seconds =
    epoch !== undefined && /^\d{1,11}$/.test(epoch)
      ? [Number(epoch)]
      : await Promise.all(
          [...paths, ...(manifest ? [manifest] : [])].map(
            async path => (await stat(path)).mtimeMs / 1000,
          ),
        );
  const newest = new Date(Math.floor(Math.max(...seconds)) * 1000);
  return newest.toISOString().replace(/\.\d+Z$/, 'Z');
}
