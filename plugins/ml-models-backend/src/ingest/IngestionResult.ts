import type { RecordedCheck } from '@ml-models/backstage-plugin-ml-models-common';
import type { IngestionProblem } from './problems';

/** How an ingestion ended. */
export interface IngestionResult {
  state: 'succeeded' | 'refused' | 'failed';
  version?: string;
  /** empty exactly when it succeeded */
  problems: IngestionProblem[];
  checks: RecordedCheck[];
}
