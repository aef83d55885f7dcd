import type { BomFile } from '../BomInput';
import { compareUtf8 } from '../compareUtf8';
import type { PackageWriter } from './PackageWriter';
import type { SpdxPackage, SpdxRelationship } from './SpdxDocument';

/**
 * The files of a version in the order of its manifest, and which of them hold
 * data of another (ONNX external data, `DATA_FILE_OF`).
 */
export function describedFiles(
  files: readonly BomFile[],
  write: PackageWriter,
): { packages: SpdxPackage[]; relationships: SpdxRelationship[] } {
  const sorted = [...files].sort((a, b) => compareUtf8(a.path, b.path));
  const packages = new Map(
    sorted.map(file => [file.path, write.file(file)] as const),
  );
  const relationships = sorted.flatMap(file =>
    companionsOf(file).flatMap(path => {
      const companion = packages.get(path);
      const owner = packages.get(file.path);
      return companion && owner && companion !== owner
        ? [
            {
              spdxElementId: companion.SPDXID,
              relationshipType: 'DATA_FILE_OF' as const,
              relatedSpdxElement: owner.SPDXID,
            },
          ]
        : [];
    }),
  );
  return { packages: [...packages.values()], relationships };
}

/** Names of a file's companions inside the version, each once. */
function companionsOf(file: BomFile): string[] {
  const folder = file.path.split('/').slice(0, -1);
  const paths = (file.inspection?.companions ?? [])
    .filter(({ refused }) => refused === undefined)
    .map(({ location }) =>
      [...folder, ...location.split('/').filter(part => part !== '.')].join(
        '/',
      ),
    );
  return [...new Set(paths)].sort(compareUtf8);
}
