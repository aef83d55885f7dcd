import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { isCompanionData, recordedScan } from '../facts';
import type { VersionState } from '../ModelState';

type Verdict = Wire['Verdict'];

const WORDS: Readonly<
  Record<
    ReturnType<typeof recordedScan>,
    Pick<Verdict, 'word' | 'level' | 'concern' | 'reason'>
  >
> = {
  clean: {
    word: 'clean',
    level: 'measured',
    concern: 'none',
    reason: 'every model file was read to its end and nothing was found',
  },
  findings: {
    word: 'findings',
    level: 'measured',
    concern: 'attention',
    reason: 'something was found, less severe than what refuses a registration',
  },
  unsupported: {
    word: 'not scanned',
    level: 'unknown',
    concern: 'attention',
    reason: 'a file is of a format that is not scanned',
  },
  failed: {
    word: 'unreadable',
    level: 'unknown',
    concern: 'bad',
    reason: 'a file could not be read to its end',
  },
};

/** What the static scan of the files said when it was made; what was not scanned is not clean. */
export function scanVerdict(version: VersionState): Verdict {
  const status = recordedScan(version);
  const check = version.checks.find(({ id }) => id === 'scan');
  const path = version.artifacts.find(
    artifact => artifact.inspection_status === status,
  )?.path;
  return {
    ...WORDS[status],
    id: `trust.scan.${status}`,
    params: { files: version.artifacts.length },
    evidence: [
      ...version.artifacts.map(artifact => ({
        role: 'decides' as const,
        ref: `scan report of ${artifact.path}`,
        why: isCompanionData(version, artifact)
          ? 'plain data that another file declares; it has no format to scan'
          : `${artifact.format}: ${artifact.inspection_status}`,
        value: artifact.inspection.digest,
        at: version.createdAt,
      })),
      ...(check
        ? [
            {
              role: 'context' as const,
              ref: `check ${check.id}`,
              why: check.message,
              value: check.outcome,
            },
          ]
        : []),
    ],
    ...(path !== undefined && { command: `ml-models scan ${path}` }),
    at: version.createdAt,
  };
}
