import { InspectionContext } from '../reader/InspectionContext';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';
import { memberClass } from './memberClass';
import { StorageExtent, StorageReference } from './TensorLister';

/** Storages of one archive, and which of them a tensor asked for. */
export class StorageTable {
  private readonly used = new Set<ZipEntry>();

  constructor(
    private readonly archive: ZipArchive,
    private readonly root: string,
  ) {}

  /** Finds a storage in the first of `directories` that has it. */
  locator(
    directories: readonly string[],
  ): (reference: StorageReference) => StorageExtent | undefined {
    return ({ key }) => {
      for (const directory of directories) {
        const member = `${directory}/${key}`;
        const entry = this.archive.get(this.root + member);
        if (entry) {
          this.used.add(entry);
          return { member, offset: 0, bytes: entry.size };
        }
      }
      return undefined;
    };
  }

  reportUnused(context: InspectionContext): void {
    for (const entry of this.archive.entries) {
      if (
        !this.used.has(entry) &&
        entry.name.startsWith(this.root) &&
        memberClass(entry.name.slice(this.root.length)) === 'storage'
      ) {
        context.report('torch/unused-storage', 'no tensor uses this storage', {
          offset: entry.headerOffset,
          member: entry.name,
        });
      }
    }
  }
}
