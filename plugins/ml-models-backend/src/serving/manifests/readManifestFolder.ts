import { readdir } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openContained } from '@ml-models/artifact-io';
import { SERVING_LIMITS } from '../limits';
import { isManifestName, ManifestFolder } from './ManifestFile';

/**
 * Every `.yaml`, `.yml` and `.json` file below a folder. No symbolic link is followed; what is left out for a limit
 * is a problem. Throws when the folder itself cannot be read.
 */
export async function readManifestFolder(
  root: string,
): Promise<ManifestFolder> {
  const found: string[] = [];
  const problems: string[] = [];
  let entries = 0;

  const visit = async (folder: string, depth: number): Promise<void> => {
    if (depth > SERVING_LIMITS.depth) {
      problems.push(`${folder}: deeper than ${SERVING_LIMITS.depth} folders`);
      return;
    }
    const names = await readdir(join(root, folder), { withFileTypes: true });
    names.sort((left, right) => (left.name < right.name ? -1 : 1));
    for (const entry of names) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      entries += 1;
      if (entries > SERVING_LIMITS.entries) {
        problems.push(`more than ${SERVING_LIMITS.entries} names`);
        return;
      }
      if (entry.isSymbolicLink()) {
        problems.push(`${path}: a symbolic link, which is not followed`);
      } else if (entry.isDirectory() && !entry.name.startsWith('.')) {
        await visit(path, depth + 1).catch(error => {
          problems.push(`${path}: ${messageOf(error)}`);
        });
      } else if (entry.isFile() && isManifestName(entry.name)) {
        found.push(path);
      }
    }
  };

  await visit('', 0);
  const files = await readFiles(root, found, problems);
  return { files, problems };
}

async function readFiles(root: string, paths: string[], problems: string[]) {
  const files: ManifestFolder['files'] = [];
  let bytes = 0;
  for (const path of paths) {
    if (files.length >= SERVING_LIMITS.files) {
      problems.push(`more than ${SERVING_LIMITS.files} files`);
      break;
    }
    const left = Math.min(
      SERVING_LIMITS.fileBytes,
      SERVING_LIMITS.folderBytes - bytes,
    );
    try {
      const content = await readContained(root, path, left);
      bytes += content.length;
      files.push({ path, bytes: content });
    } catch (error) {
      problems.push(`${path}: ${messageOf(error)}`);
    }
  }
  return files;
}

async function readContained(
  root: string,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const file = await openContained(root, path);
  try {
    if (file.size > maxBytes) {
      throw new Error(`more than ${maxBytes} bytes`);
    }
    return await buffer(
      createReadStream('', {
        fd: file.fd,
        autoClose: false,
        start: 0,
        end: Math.max(file.size, 1) - 1,
      }),
    );
  } finally {
    await file.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
