import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArtifactError } from '@ml-models/artifact-io';
import { STDIN } from './readBytes';
import { MAX_DIRECTORY_DEPTH, MAX_MANIFEST_FILES } from '../limits';

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** A place that could not be read, and why. */
export interface ManifestProblem {
  path: string;
  message: string;
}

export interface ManifestListing {
  paths: string[];
  problems: ManifestProblem[];
}

/**
 * Files behind the paths that a person named: a file (or `-`) is taken
 * whatever its name, a folder gives its YAML and JSON files at any depth, in the order of
 * their names. Hidden entries are left out and links to folders not followed,
 * as mounted ConfigMaps show each file twice otherwise.
 */
export async function listManifests(
  named: readonly string[],
): Promise<ManifestListing> {
  const listing: ManifestListing = { paths: [], problems: [] };
  for (const path of named) {
    try {
      if (path !== STDIN && (await stat(path)).isDirectory()) {
        await walk(path, 0, listing);
      } else {
        add(path, listing);
      }
    } catch (error) {
      listing.problems.push(problemOf(path, error));
    }
  }
  return listing;
}

async function walk(
  directory: string,
  depth: number,
  listing: ManifestListing,
): Promise<void> {
  if (depth > MAX_DIRECTORY_DEPTH) {
    throw new ArtifactError('TOO_LARGE', 'folders are nested too deeply');
  }
  const entries = await readdir(directory, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') {
      try {
        await walk(path, depth + 1, listing);
      } catch (error) {
        listing.problems.push(problemOf(path, error));
      }
    } else if (EXTENSIONS.some(end => entry.name.endsWith(end))) {
      add(path, listing);
    }
  }
}

function add(path: string, { paths, problems }: ManifestListing): void {
  if (paths.length < MAX_MANIFEST_FILES) {
    paths.push(path);
  } else if (paths.length === MAX_MANIFEST_FILES) {
    problems.push({ path, message: `more than ${MAX_MANIFEST_FILES} files` });
    paths.push(path);
  }
}

export function problemOf(path: string, error: unknown): ManifestProblem {
  const message = error instanceof Error ? error.message : String(error);
  return { path, message };
}
