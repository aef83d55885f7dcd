import type {
  RecordedArtifact,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { DocumentFaults, faultAmong } from './faults';
import type { AttestationState, VersionState } from './ModelState';
import { scanDocuments } from './restsOn';

/** Predicate of OpenSSF Model Signing v1.0 statements. */
export const SIGNATURE_PREDICATE = 'https://model_signing/signature/v1.0';

/** From the best to the worst. */
const SCANS = ['clean', 'findings', 'unsupported', 'failed'] as const;

/**
 * The worst status of a version's files; without a file nothing was scanned. Of a version that registered as scanned,
 * a file without a scan is plain data that another file accounts for, see `VersionState.unsupported`. What was bad stays
 * bad; anything else is unknown without the documents that say so.
 */
export function scanOf(
  version: VersionState | undefined,
  faults: DocumentFaults,
): Wire['InspectionStatus'] {
  const recorded = recordedScan(version);
  return version &&
    recorded !== 'failed' &&
    faultAmong(faults, scanDocuments(version))
    ? 'unknown'
    : recorded;
}

/** What the scan said when it was made. */
export function recordedScan(
  version: VersionState | undefined,
): (typeof SCANS)[number] {
  if (!version || version.artifacts.length === 0) {
    return 'unsupported';
  }
  return version.artifacts
    .filter(artifact => !isCompanionData(version, artifact))
    .map(artifact => artifact.inspection_status)
    .reduce(
      (worst, status) =>
        SCANS.indexOf(status) > SCANS.indexOf(worst) ? status : worst,
      'clean',
    );
}

/** Bytes without a format of their own, such as ONNX external data, that another file of the version accounts for. */
export function isCompanionData(
  { unsupported }: VersionState,
  { inspection_status: status }: RecordedArtifact,
): boolean {
  return !unsupported && status === 'unsupported';
}

/** Of a version of one file, what `sha256sum` prints of it; several files have no such digest together. */
export function fileDigestOf(
  version: VersionState | undefined,
): string | undefined {
  const [only, ...others] = version?.artifacts ?? [];
  return others.length === 0 ? only?.digest : undefined;
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

/**
 * A rejected signature counts before one whose bundle cannot be read, this before a verified one, all before one that
 * nobody could check.
 */
export function signatureOf(
  version: VersionState | undefined,
  faults: DocumentFaults,
): Wire['SignatureState'] {
  const outcomes = (version?.attestations ?? [])
    .filter(({ predicateType }) => predicateType === SIGNATURE_PREDICATE)
    .map(attestation => outcomeOf(attestation, faults));
  return (
    (['rejected', 'unknown', 'verified', 'unverified'] as const).find(outcome =>
      outcomes.includes(outcome),
    ) ?? 'none'
  );
}

/** What a verifier said of a statement; a rejection stays, anything else is unknown without the statement. */
export function outcomeOf(
  { outcome, document }: AttestationState,
  faults: DocumentFaults,
): AttestationState['outcome'] | 'unknown' {
  return outcome !== 'rejected' && faultAmong(faults, [document.digest])
    ? 'unknown'
    : outcome;
}
