/**
 * What a command ends with; the numbers are a contract with scripts.
 *
 * `FINDINGS`: at or above `--fail-on`, or a subject that was not scanned
 * where that counts. `UNREADABLE`: a subject could not be read or is
 * malformed; wins over `FINDINGS`. `USAGE` and `INTERNAL` are those of
 * `sysexits.h`.
 * @public
 */
export const EXIT = {
  OK: 0,
  FINDINGS: 1,
  UNREADABLE: 2,
  USAGE: 64,
  INTERNAL: 70,
} as const;

/** @public */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The worst answer of several subjects counts for all. */
export function worstExit(codes: Iterable<ExitCode>): ExitCode {
  let worst: ExitCode = EXIT.OK;
  for (const code of codes) {
    if (code > worst) {
      worst = code;
    }
  }
  return worst;
}
