/** One file of Kubernetes objects, as it was read. */
export interface ManifestFile {
  /** relative to the folder, `/` between segments */
  path: string;
  bytes: Uint8Array;
}

/**
 * What a folder gave. A problem says that something is there which could not be read; a folder that cannot be read
 * at all is an error instead.
 */
export interface ManifestFolder {
  files: ManifestFile[];
  problems: string[];
}

export function isManifestName(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name);
}
