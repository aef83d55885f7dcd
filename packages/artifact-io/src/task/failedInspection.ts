import type {
  Inspection,
  InspectionError,
  ModelFormat,
} from '@ml-models/model-formats';

/** The answer for a file whose reader did not come to an end. */
export function failedInspection(
  error: InspectionError,
  format: ModelFormat = 'unknown',
): Inspection {
  return { format, status: 'failed', findings: [], error };
}
