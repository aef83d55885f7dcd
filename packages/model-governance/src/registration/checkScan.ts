import type { Finding, Severity } from '@ml-models/model-formats';
import { quote } from '../quote';
import type { Problem } from './Problem';
import type { CheckedArtifact, RegistrationPolicy } from './TripleCheckInput';

const RANK: Readonly<Record<Severity, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  info: 4,
};

/** Every finding of `artifact` that is as bad as `threshold` or worse. */
export function refusingFindings(
  { inspection }: CheckedArtifact,
  threshold: Severity,
): Finding[] {
  return inspection.findings.filter(
    ({ severity }) => RANK[severity] <= RANK[threshold],
  );
}

/**
 * What speaks against the files themselves: `FORMAT_FAILED` for one that was
 * not read to its end, `FORMAT_UNSUPPORTED` for one that nobody scanned
 * (unless the policy lets it in, or it is plain data that another file
 * declares as its companion), `SCAN_FINDING` once per file and rule.
 * @public
 */
export function checkScan(
  artifacts: readonly CheckedArtifact[],
  policy: RegistrationPolicy,
  companions: ReadonlySet<string> = new Set(),
): Problem[] {
  return artifacts.flatMap(artifact => [
    ...formatProblems(artifact, policy, companions),
    ...findingProblems(artifact, policy.refuseAtSeverity),
  ]);
}

/** Bytes without a format of their own that another file accounts for. */
export function isCompanionData(
  { path, inspection }: CheckedArtifact,
  companions: ReadonlySet<string>,
): boolean {
  return (
    inspection.status === 'unsupported' &&
    inspection.format === 'unknown' &&
    companions.has(path)
  );
}

function formatProblems(
  artifact: CheckedArtifact,
  policy: RegistrationPolicy,
  companions: ReadonlySet<string>,
): Problem[] {
  const { path, inspection } = artifact;
  const { status, format, error } = inspection;
  if (status === 'failed') {
    return [
      {
        code: 'FORMAT_FAILED',
        field: path,
        message: `${quote(path)} could not be read: ${quote(
          error?.message ?? 'no reason is known',
        )}`,
        params: { path, format, error: error?.code ?? 'INTERNAL' },
      },
    ];
  }
  if (
    status === 'unsupported' &&
    !policy.allowUnsupported &&
    !isCompanionData(artifact, companions)
  ) {
    return [
      {
        code: 'FORMAT_UNSUPPORTED',
        field: path,
        message:
          format === 'unknown'
            ? `${quote(path)} is of no known format and was not scanned`
            : `${quote(path)} is ${format}, which is not scanned`,
        params: { path, format },
      },
    ];
  }
  return [];
}

function findingProblems(
  artifact: CheckedArtifact,
  threshold: Severity,
): Problem[] {
  const { path } = artifact;
  const byRule = new Map<string, Finding[]>();
  for (const finding of refusingFindings(artifact, threshold)) {
    byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  }
  return [...byRule].map(([rule, findings]): Problem => {
    const [worst] = [...findings].sort(
      (a, b) => RANK[a.severity] - RANK[b.severity],
    );
    const count = findings.length;
    return {
      code: 'SCAN_FINDING',
      field: path,
      message: `${quote(path)}: ${worst.message}${
        count > 1 ? ` (${count} times)` : ''
      }`,
      params: { path, rule, severity: worst.severity, count },
    };
  });
}
