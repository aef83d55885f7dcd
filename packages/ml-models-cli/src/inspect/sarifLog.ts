import { isAbsolute, relative, sep } from 'node:path';
import {
  Finding,
  FINDING_RULES,
  FindingRuleInfo,
  Severity,
} from '@ml-models/model-formats';
import { version } from '../../package.json';
import { SubjectInspection } from './SubjectInspection';

const HOME = 'https://github.com/ml-models/backstage-ml-models';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** Scores as code hosts read them: the bands of CVSS 3.1 §5. */
const SECURITY_SEVERITY: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
  info: '0.0',
};

const OWN_RULES = {
  'ml-models/failed': {
    severity: 'high',
    risk: 'The file could not be read to its end, so nothing is known about the rest.',
    advice:
      'Fetch it again, or ask the publisher for a file that is not damaged.',
  },
  'ml-models/unsupported': {
    severity: 'medium',
    risk: 'No reader scanned the file, so nothing is known about its safety.',
    advice: 'Use a format that is scanned, or scan it by other means.',
  },
} satisfies Record<string, Omit<FindingRuleInfo, 'cwe'>>;

/**
 * SARIF 2.1.0 (OASIS) of scanned files. A file that was not read or not
 * scanned is a result of its own: an empty log must mean that all is well.
 * Paths inside `directory` are written relative to it.
 */
export function sarifLog(
  subjects: readonly SubjectInspection[],
  directory: string,
) {
  const results = subjects.flatMap(subject => {
    const uri = artifactUri(subject.path, directory);
    return resultsOf(subject).map(finding => sarifResult(finding, uri));
  });
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ml-models',
            version,
            informationUri: HOME,
            rules: rules.map(sarifRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: subjects.every(
              ({ status }) => status !== 'failed',
            ),
          },
        ],
        results,
      },
    ],
  };
}

function resultsOf(subject: SubjectInspection): Finding[] {
  const findings: Finding[] = [...subject.findings];
  if (subject.status === 'failed') {
    const { code = 'unknown', message = '', offset } = subject.error ?? {};
    findings.push({
      rule: 'ml-models/failed',
      severity: OWN_RULES['ml-models/failed'].severity,
      message: `${code}: ${message}`,
      ...(offset === undefined ? {} : { location: { offset } }),
    });
  }
  if (subject.status === 'unsupported') {
    findings.push({
      rule: 'ml-models/unsupported',
      severity: OWN_RULES['ml-models/unsupported'].severity,
      message: `not scanned (format ${subject.format})`,
    });
  }
  return findings;
}

function sarifResult(
  { rule, severity, message, location }: Finding,
  uri: string,
) {
  const { offset, member } = location ?? {};
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          // An offset inside a member is none of the file.
          ...(offset !== undefined && member === undefined
            ? { region: { byteOffset: offset, byteLength: 0 } }
            : {}),
        },
        ...(member === undefined
          ? {}
          : { logicalLocations: [{ name: member, kind: 'member' }] }),
      },
    ],
    properties: { severity },
  };
}

function sarifRule(id: string) {
  const known: Record<string, Partial<FindingRuleInfo> | undefined> = {
    ...FINDING_RULES,
    ...OWN_RULES,
  };
  const { severity = 'medium', risk, advice, cwe } = known[id] ?? {};
  return {
    id,
    shortDescription: { text: risk ?? id },
    ...(advice ? { help: { text: advice } } : {}),
    ...(Object.hasOwn(FINDING_RULES, id)
      ? {
          helpUri: `${HOME}/blob/main/docs/findings.md#${id.replace('/', '-')}`,
        }
      : {}),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'security-severity': SECURITY_SEVERITY[severity],
      tags: ['security', ...(cwe ? [`external/cwe/${cwe.toLowerCase()}`] : [])],
    },
  };
}

function artifactUri(path: string, directory: string): string {
  const inside = relative(directory, path);
  const outside = inside.split(sep)[0] === '..' || isAbsolute(inside);
  const segments = (outside ? path : inside)
    .split(sep)
    .map(encodeURIComponent)
    .join('/');
  return outside && isAbsolute(path) ? `file://${segments}` : segments;
}
