import type { InspectionPool } from '@ml-models/artifact-io';
import type {
  ArtifactSource,
  FormatReaderEntry,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { GovernancePolicy } from '@ml-models/model-governance';
import type { IngestionConfig } from '../config/MlModelsConfig';
import type { IngestionStore } from '../store/IngestionStore';
import type { ModelStore } from '../store/ModelStore';
import type { StagingStore } from '../store/StagingStore';
import type { IngestionObserver } from './IngestionObserver';
import type { Spool } from './spool/Spool';
import type { IngestionTrace } from './telemetry/IngestionTrace';

/** What all ingestions of a process share. */
export interface IngestionServices {
  models: ModelStore;
  ingestions: IngestionStore;
  staging: StagingStore;
  /** asked in this order; the first one that knows the artifact gives it */
  sources: readonly ArtifactSource[];
  readers: readonly FormatReaderEntry[];
  spool: Spool;
  pool: InspectionPool;
  config: Pick<
    IngestionConfig,
    'limits' | 'refuseAtSeverity' | 'allowUnsupported'
  >;
  governance: Pick<GovernancePolicy, 'defaultTier'>;
  observer: IngestionObserver;
  now(): Date;
  /** what validates and writes documents; recorded with the version */
  tool: { name: string; version: string };
  /** digest of the kind's schema in force */
  schemaHash: string;
}

/** One running ingestion. */
export interface IngestionContext extends IngestionServices {
  /** aborted when it is cancelled, lost its claim, or the backend stops */
  signal: AbortSignal;
  trace: IngestionTrace;
  progress: IngestionProgress;
}

/** Where an ingestion stands, in bytes that were read. */
export interface IngestionProgress {
  /** bytes of all finished files and of the present one */
  report(progress: {
    step: string;
    file?: string;
    /** of the present file */
    bytes?: number;
    /** of all files; `null` while a stream's length is not known */
    total?: number | null;
  }): void;
  /** adds a finished file's bytes; those that were not read again do not count as read */
  finished(bytes: number, read: boolean): void;
  /** writes it now; the row keeps the last word that was written before its end */
  flush(): Promise<void>;
}
