import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type Artifact = Wire['Artifact'];
type Status = Wire['InspectionStatus'];

/** From worst to best. */
const STATUSES: Status[] = [
  'failed',
  'findings',
  'unknown',
  'unsupported',
  'clean',
];

/** One row of the tree: a file, or a folder with what is below it. */
export interface FileRow {
  kind: 'file' | 'folder';
  path: string;
  name: string;
  /** folders above */
  depth: number;
  /** decimal string of bytes; of a folder the sum */
  size: string;
  /** of a folder the worst */
  status: Status;
  /** of a file */
  artifact?: Artifact;
  /** files below a folder */
  files?: number;
}

/**
 * Files and folders in reading order: folders first, each followed by what is
 * below it unless `isOpen` says that it is closed.
 */
export function fileTree(
  artifacts: readonly Artifact[],
  isOpen: (folder: string) => boolean,
): FileRow[] {
  return rowsBelow(artifacts, '', 0, isOpen);
}

/** Every folder above a path, outermost first. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function rowsBelow(
  artifacts: readonly Artifact[],
  prefix: string,
  depth: number,
  isOpen: (folder: string) => boolean,
): FileRow[] {
  const folders = new Map<string, Artifact[]>();
  const files: FileRow[] = [];
  for (const artifact of artifacts) {
    const rest = artifact.path.slice(prefix.length);
    // A name that begins with the separator is a file's own: there is no folder without a name.
    const end = rest.indexOf('/', 1);
    if (end === -1) {
      files.push({
        kind: 'file',
        path: artifact.path,
        name: rest,
        depth,
        size: artifact.size,
        status: artifact.inspection.status,
        artifact,
      });
    } else {
      const folder = prefix + rest.slice(0, end);
      folders.set(folder, [...(folders.get(folder) ?? []), artifact]);
    }
  }
  const below = [...folders].sort(byText(([folder]) => folder));
  return [
    ...below.flatMap(([folder, inside]) => [
      folderRow(folder, prefix, depth, inside),
      ...(isOpen(folder)
        ? rowsBelow(inside, `${folder}/`, depth + 1, isOpen)
        : []),
    ]),
    ...files.sort(byText(({ name }) => name)),
  ];
}

function folderRow(
  folder: string,
  prefix: string,
  depth: number,
  inside: readonly Artifact[],
): FileRow {
  const found = new Set(inside.map(({ inspection }) => inspection.status));
  return {
    kind: 'folder',
    path: folder,
    name: folder.slice(prefix.length),
    depth,
    size: String(inside.reduce((sum, { size }) => sum + BigInt(size), 0n)),
    status: STATUSES.find(status => found.has(status)) ?? 'unsupported',
    files: inside.length,
  };
}

function byText<T>(textOf: (item: T) => string) {
  return (a: T, b: T) => textOf(a).localeCompare(textOf(b), 'en');
}
