import type { FormatErrorCode, Inspection } from '@ml-models/model-formats';

/** The answer for a file whose reader did not come to an end. */
export function failedInspection(
  code: FormatErrorCode,
  message: string,
  offset?: number,
): Inspection {
  return {
    format: 'unknown',
    status: 'failed',
    findings: [],
    error: { code, message, ...(offset === undefined ? {} : { offset }) },
  };
}
