import type { AdminJobStore } from './AdminJobStore';
import { createAdminJobStore } from './createAdminJobStore';
import { databaseClock } from './databaseClock';
import { createIngestionStore } from './createIngestionStore';
import { createMaintenance } from './createMaintenance';
import { createModelStore, StoreOptions } from './createModelStore';
import { createObservationStore } from './createObservationStore';
import { createStagingStore } from './createStagingStore';
import type { IngestionStore } from './IngestionStore';
import type { Maintenance } from './Maintenance';
import type { ModelStore } from './ModelStore';
import type { ObservationStore } from './ObservationStore';
import { openDatabase } from './openDatabase';
import { fillSearchedColumns } from './operations/ingestions/searchedColumns';
import type { StagingStore } from './StagingStore';
import { Cursors, createCursors } from './createCursors';

export interface Stores {
  models: ModelStore;
  ingestions: IngestionStore;
  observations: ObservationStore;
  stagings: StagingStore;
  cursors: Cursors;
  jobs: AdminJobStore;
  maintenance: Maintenance;
  /** the database's time, without asking it each time */
  now(): Date;
}

/** Every store on one connection pool, with the tables brought up to date once. */
export async function createStores(options: StoreOptions): Promise<Stores> {
  const knex = await openDatabase(options.database);
  await fillSearchedColumns(knex);
  const { clock, newId } = options;
  const now = clock ?? (await databaseClock(knex));
  return {
    now,
    models: await createModelStore({ ...options, database: knex, now }),
    ingestions: createIngestionStore({ knex, clock, newId }),
    observations: createObservationStore({ knex }),
    stagings: createStagingStore({ knex, clock, newId }),
    cursors: createCursors({ knex, clock }),
    jobs: createAdminJobStore({ knex, clock, newId }),
    maintenance: createMaintenance({ knex, clock }),
  };
}
