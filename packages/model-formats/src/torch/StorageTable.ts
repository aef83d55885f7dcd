import { InspectionContext } from '../reader/InspectionContext';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';
import { isStorage } from './memberClass';
import { StorageExtent, StorageReference } from './TensorLister';

/** Storages of one archive, and which of them a tensor asked for. */
export class StorageTable {
  /** 1 at each entry of the archive that a tensor asked for */
  private readonly used: Uint8Array;

  constructor(
    private readonly archive: ZipArchive,
    private readonly root: string,
  ) {
    this.used = new Uint8Array(archive.entries.length);
  }

  /** Finds a storage in the first of `directories` that has it. */
  locator(
    directories: readonly string[],
  ): (reference: StorageReference) => StorageExtent | undefined {
    const { archive, root, used } = this;
    const prefixes = directories.map(directory => `${root}${directory}/`);
    return ({ key }) => {
      for (let i = 0; i < prefixes.length; i++) {
        const entry = archive.get(prefixes[i] + key);
        if (entry) {
          used[entry.index] = 1;
          const member = entry.name.slice(root.length);
          return { member, offset: 0, bytes: entry.size };
        }
      }
      return undefined;
    };
  }

  reportUnused(context: InspectionContext): void {
    const { used } = this;
    for (let i = used.indexOf(0); i >= 0; i = used.indexOf(0, i + 1)) {
      this.reportIfStorage(this.archive.entries[i], context);
    }
  }

  private reportIfStorage(entry: ZipEntry, context: InspectionContext): void {
    if (
      entry.name.startsWith(this.root) &&
      isStorage(entry.name, this.root.length)
    ) {
      context.report('torch/unused-storage', 'no tensor uses this storage', {
        offset: entry.headerOffset,
        member: entry.name,
      });
    }
  }
}
