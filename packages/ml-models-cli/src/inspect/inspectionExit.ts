import { isAtLeast, Severity } from '@ml-models/model-formats';
import { EXIT, ExitCode } from '../exitCode';
import { SubjectInspection } from './SubjectInspection';

export interface Gate {
  /** absent: findings never fail */
  failOn?: Severity;
  /** a subject that no reader scanned fails */
  refuseUnsupported: boolean;
}

/** What one subject means for the exit code. */
export function inspectionExit(
  { status, findings }: SubjectInspection,
  { failOn, refuseUnsupported }: Gate,
): ExitCode {
  if (status === 'failed') {
    return EXIT.UNREADABLE;
  }
  if (failOn && findings.some(finding => isAtLeast(finding.severity, failOn))) {
    return EXIT.FINDINGS;
  }
  return refuseUnsupported && status === 'unsupported'
    ? EXIT.FINDINGS
    : EXIT.OK;
}
