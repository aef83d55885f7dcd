import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import type { Severity } from '@ml-models/model-formats';
import type { GovernancePolicy } from '@ml-models/model-governance';

/** One folder of Kubernetes manifests. */
export type ManifestsConfig =
  | { cluster: string; path: string }
  | { cluster: string; url: string };

export interface IngestionConfig {
  /** absolute */
  roots: string[];
  schedule: SchedulerServiceTaskScheduleDefinition;
  concurrency: number;
  limits: {
    fileBytes: number;
    versionBytes: number;
    files: number;
    uploadBytes: number;
    spoolBytes: number;
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
}
