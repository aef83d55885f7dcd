import { SEVERITIES } from '@ml-models/model-formats';
import type { Finding, FindingId, MessageParams, Severity } from '../types';
import { FINDING_SEVERITIES } from './severities';

export function finding(
  id: FindingId,
  message: string,
  params?: MessageParams,
  severity: Severity = FINDING_SEVERITIES[id],
): Finding {
  return params ? { id, severity, message, params } : { id, severity, message };
}

/** Worst first, then by id; the same finding twice is said once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(
    findings.map(item => [`${item.id} ${item.message}`, item]),
  );
  return [...unique.values()].sort(
    (left, right) =>
      SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
      compareText(left.id, right.id) ||
      compareText(left.message, right.message),
  );
}

/** Code unit order: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
