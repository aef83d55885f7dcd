import { access } from 'node:fs/promises';
import type {
  ClaimedIngestion,
  IngestionStore,
} from '../../store/IngestionStore';
import type { StagingStore } from '../../store/StagingStore';
import { SPOOL_AWAY_MS, SPOOL_LOST_MS, STAGING_IDLE_MS } from '../limits';
import type { Spool } from '../spool/Spool';

/**
 * Brings uploads to their end: whoever ended an ingestion, on whichever replica, its bytes and rows go. The rows decide;
 * what no row names any more goes from the disk too.
 */
export class UploadSettlement {
  constructor(
    private readonly deps: {
      staging: StagingStore;
      ingestions: Pick<IngestionStore, 'endLostUploads'>;
      spool: Spool;
    },
  ) {}

  /** After inspection the registry holds facts and digests, and not the bytes. */
  async settled({
    stagingId,
  }: Pick<ClaimedIngestion, 'stagingId'>): Promise<void> {
    if (stagingId !== undefined) {
      await this.removeAll(await this.deps.staging.remove(stagingId));
    }
  }

  /** One round of this replica, which says by it that it has its spool. */
  async settle(): Promise<void> {
    const { staging, ingestions, spool } = this.deps;
    const own = await spool.id();
    await staging.seen(own);
    await this.adopt(own);
    await ingestions.endLostUploads({
      awayMs: SPOOL_AWAY_MS,
      lostMs: SPOOL_LOST_MS,
    });
    const ages = { idleMs: STAGING_IDLE_MS, lostMs: SPOOL_LOST_MS };
    await this.removeAll(await staging.purge(own, ages));
    await spool.removeUnheld(() => staging.heldPaths(own));
    await spool.tidy();
  }

  /** Takes sets from before spools had names whose bytes lie here. */
  private async adopt(own: string): Promise<void> {
    const { staging } = this.deps;
    for (const { id, paths } of await staging.unknown()) {
      const isHere = await Promise.all(paths.map(isThere));
      if (isHere.every(Boolean)) {
        await staging.adopt(id, own);
      }
    }
  }

  private async removeAll(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.deps.spool.remove(path);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
