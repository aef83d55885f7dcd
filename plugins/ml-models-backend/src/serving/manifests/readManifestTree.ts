import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { SERVING_LIMITS } from '../limits';
import { isManifestName, ManifestFolder } from './ManifestFile';

/** As `readManifestFolder`, from a repository of a configured integration. Throws when it cannot be fetched. */
export async function readManifestTree(
  reader: UrlReaderService,
  url: string,
  signal: AbortSignal,
): Promise<ManifestFolder> {
  const tree = await reader.readTree(url, {
    signal,
    filter: (path, info) =>
      isManifestName(path) && (info?.size ?? 0) <= SERVING_LIMITS.fileBytes,
  });
  const files: ManifestFolder['files'] = [];
  const problems: string[] = [];
  let bytes = 0;
  for (const file of await tree.files()) {
    const content = await file.content();
    bytes += content.byteLength;
    if (
      files.length >= SERVING_LIMITS.files ||
      bytes > SERVING_LIMITS.folderBytes
    ) {
      problems.push('more or larger files than are read');
      break;
    }
    files.push({ path: file.path, bytes: content });
  }
  return { files, problems };
}
