/** How a path stands to those that a set has already. */
export type PathConflict = 'same-name' | 'folder';

/**
 * The paths of one version. No two of them may be one name on a disk: names are compared after NFC (as some file
 * systems do), and a file cannot be a folder of another.
 */
export class PathSet {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();

  /** Takes `path`, as `artifactPath` answers it, unless it conflicts with one that was taken. */
  add(path: string): PathConflict | undefined {
    const name = path.normalize('NFC');
    if (this.files.has(name)) {
      return 'same-name';
    }
    const above = foldersOf(name);
    if (
      this.folders.has(name) ||
      above.some(folder => this.files.has(folder))
    ) {
      return 'folder';
    }
    this.files.add(name);
    above.forEach(folder => this.folders.add(folder));
    return undefined;
  }
}

function foldersOf(name: string): string[] {
  const segments = name.split('/');
  return segments
    .slice(1)
    .map((_, index) => segments.slice(0, index + 1).join('/'));
}
