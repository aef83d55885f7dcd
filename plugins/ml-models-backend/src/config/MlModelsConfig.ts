import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import type { Severity } from '@ml-models/model-formats';
import type { GovernancePolicy } from '@ml-models/model-governance';
import type { Retention } from '../store/Maintenance';

/** One folder of Kubernetes manifests. */
export type ManifestsConfig =
  | { cluster: string; path: string }
  | { cluster: string; url: string };

export interface IngestionConfig {
  /** absolute */
  roots: string[];
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** ingestions at the same time whose bytes lie on a disk here */
  concurrency: number;
  /** ingestions at the same time whose bytes come over the network */
  fetches: number;
  limits: {
    fileBytes: number;
    versionBytes: number;
    files: number;
    uploadBytes: number;
    spoolBytes: number;
    callerSpoolBytes: number;
    spoolFreeBytes: number;
  };
  refuseAtSeverity: Severity;
  allowUnsupported: boolean;
  /** absolute */
  spoolDirectory: string;
}

/** `mlModels` with every default filled in. */
export interface MlModelsConfig {
  ingestion: IngestionConfig;
  governance: GovernancePolicy;
  serving: {
    manifests: ManifestsConfig[];
    frequency: HumanDuration;
    /** milliseconds */
    staleAfterMs: number;
  };
  metrics: { public: boolean };
  administration: AdministrationConfig;
}

/** What keeps the registry in order. */
export interface AdministrationConfig {
  retention: Retention;
  retentionFrequency: HumanDuration;
  verificationFrequency: HumanDuration;
  /** absolute; copies of an embedded database are written there */
  backupDirectory?: string;
  /** milliseconds; a queue whose oldest waits longer while nothing runs is stuck */
  queueStuckAfterMs: number;
}
