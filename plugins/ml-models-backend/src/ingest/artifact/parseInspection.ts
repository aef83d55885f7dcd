import {
  Inspection,
  MODEL_FORMATS,
  SEVERITIES,
} from '@ml-models/model-formats';

const STATUSES = ['clean', 'findings', 'unsupported', 'failed'];
const MAX_FINDINGS = 10_000;

/**
 * An inspection that a module's reader made, checked before it may decide anything: known words where the
 * rest of the system relies on words, and a status that fits its findings.
 *
 * Throws `TypeError` for another shape.
 */
export function parseInspection(value: unknown): Inspection {
  const inspection: Inspection = JSON.parse(JSON.stringify(value));
  const { format, status, findings, error } = inspection;
  const worst = findings?.some(({ severity }) => severity !== 'info');
  const isShaped =
    MODEL_FORMATS.includes(format) &&
    STATUSES.includes(status) &&
    Array.isArray(findings) &&
    findings.length <= MAX_FINDINGS &&
    findings.every(
      finding =>
        typeof finding.rule === 'string' &&
        typeof finding.message === 'string' &&
        SEVERITIES.includes(finding.severity),
    ) &&
    (status === 'failed') === (error !== undefined) &&
    !(status === 'clean' && worst);
  if (!isShaped) {
    throw new TypeError('the answer is not an inspection');
  }
  return inspection;
}
