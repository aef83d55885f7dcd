import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Findings of one rule and severity: explained once, however many places there are. */
export interface FindingGroup {
  rule: string;
  severity: Wire['Severity'];
  findings: Wire['Finding'][];
}

/** The findings by rule in their order, which is worst first. */
export function findingGroups(
  findings: readonly Wire['Finding'][],
): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const { rule, severity } = finding;
    const key = `${severity} ${rule}`;
    const group = groups.get(key) ?? { rule, severity, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
}
