import type { RecordedCheck } from '@ml-models/backstage-plugin-ml-models-common';
import { DocumentFaults, faultAmong } from './faults';
import type { VersionState } from './ModelState';
import { scanDocuments } from './restsOn';

/** Checks that say what the scan of the files found. */
const OF_THE_SCAN: readonly string[] = ['scan', 'companions', 'interface'];

/** A check under its present name; `signature` was what `interface` is, and said nothing about signatures. */
export function presentCheck<T extends { id?: unknown }>(check: T): T {
  return check.id === 'signature' ? { ...check, id: 'interface' } : check;
}

/** The checks of a version; one that passed is unknown without the documents that it rests on. */
export function presentChecks(
  version: VersionState,
  faults: DocumentFaults,
): RecordedCheck[] {
  const checks = version.checks.map(presentCheck);
  const fault = faultAmong(faults, scanDocuments(version));
  return fault
    ? checks.map(check =>
        check.outcome !== 'failed' && OF_THE_SCAN.includes(check.id)
          ? {
              ...check,
              outcome: 'unknown',
              message: `what was recorded cannot be relied on: ${fault.message}`,
            }
          : check,
      )
    : checks;
}
