import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, VersionState } from './ModelState';
import { latestVersion } from './versions';

/** Predicate of OpenSSF Model Signing v1.0 statements. */
export const SIGNATURE_PREDICATE = 'https://model_signing/signature/v1.0';

/** From the best to the worst. */
const SCANS = ['clean', 'findings', 'unsupported', 'failed'] as const;

/** The worst status of a version's files; without a file nothing was scanned. */
export function scanOf(
  version: VersionState | undefined,
): Wire['InspectionStatus'] {
  if (!version || version.artifacts.length === 0) {
    return 'unsupported';
  }
  const worst = Math.max(
    ...version.artifacts.map(artifact =>
      SCANS.indexOf(artifact.inspection_status),
    ),
  );
  return SCANS[worst];
}

/** Formats of a version's files by content, each once, in order of the files. */
export function formatsOf(version: VersionState | undefined): string[] {
  return [
    ...new Set((version?.artifacts ?? []).map(artifact => artifact.format)),
  ];
}

/** The first format that is known. */
export function formatOf(version: VersionState | undefined): string {
  return formatsOf(version).find(format => format !== 'unknown') ?? 'unknown';
}

/** A rejected signature counts before a verified one, both before one that nobody could check. */
export function signatureOf(
  version: VersionState | undefined,
): Wire['SignatureState'] {
  const outcomes = (version?.attestations ?? [])
    .filter(({ predicateType }) => predicateType === SIGNATURE_PREDICATE)
    .map(({ outcome }) => outcome);
  return (
    (['rejected', 'verified', 'unverified'] as const).find(outcome =>
      outcomes.includes(outcome),
    ) ?? 'none'
  );
}

/** The sentence that asks for a person. */
export interface Attention {
  /** message id */
  id: string;
  message: string;
  params: Record<string, string | number>;
}

/** What about a model asks for a person, the worst first; `undefined` when nothing does. */
export function attentionOf(state: ModelState): Attention | undefined {
  const latest = latestVersion(state);
  const label = state.latest?.version ?? '';
  if (latest?.blocked) {
    return {
      id: 'attention.blocked',
      message: `${label} is blocked by rule ${latest.blocked.rule}: ${latest.blocked.reason}`,
      params: {
        version: label,
        rule: latest.blocked.rule,
        reason: latest.blocked.reason,
      },
    };
  }
  if (latest?.integrityFailed) {
    return {
      id: 'attention.integrity',
      message: `the bytes of ${label} were found changed`,
      params: { version: label, digest: latest.integrityFailed.digest },
    };
  }
  if (latest?.stage === 'invalid') {
    return {
      id: 'attention.invalid',
      message: `${label} failed its last validation`,
      params: { version: label },
    };
  }
  const open = state.reviews.filter(review => review.state === 'open');
  if (open.length > 0) {
    return {
      id: 'attention.review',
      message: `${open.length} open review${open.length === 1 ? '' : 's'}: ${
        open[0].reason
      }`,
      params: { count: open.length, reason: open[0].reason },
    };
  }
  const blocked = state.versions.find(version => version.blocked);
  if (blocked) {
    return {
      id: 'attention.blocked',
      message: `${blocked.labels[0]} is blocked by rule ${blocked.blocked?.rule}: ${blocked.blocked?.reason}`,
      params: {
        version: blocked.labels[0],
        rule: blocked.blocked?.rule ?? '',
        reason: blocked.blocked?.reason ?? '',
      },
    };
  }
  if (signatureOf(latest) === 'rejected') {
    return {
      id: 'attention.signature',
      message: `the signature of ${label} was rejected`,
      params: { version: label },
    };
  }
  const scan = scanOf(latest);
  if (latest && scan !== 'clean') {
    return {
      id: `attention.scan.${scan}`,
      message: {
        findings: `the scan of ${label} found something`,
        unsupported: `${label} has a file that could not be scanned`,
        failed: `${label} has a file that could not be read`,
      }[scan],
      params: { version: label },
    };
  }
  return undefined;
}
