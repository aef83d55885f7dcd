import { declaredNow } from '../declaredOf';
import { licenseOf } from '../licenseOf';
import type { ModelState, VersionState } from '../ModelState';
import type { RankedProblem } from './problem';

/** A licence that a file or the card states of itself and that is not the declared one; `undefined` when nobody can say. */
export function licenseProblem(
  state: ModelState,
  version: VersionState,
  { label, inService }: { label: string; inService: boolean },
): RankedProblem | undefined {
  const { declared, stated, path, agree } = licenseOf(
    version,
    label,
    declaredNow(version, label),
  );
  if (agree !== false || declared === undefined || stated === undefined) {
    return undefined;
  }
  return {
    rank: 'license',
    problem: {
      id: 'problem.license',
      concern: 'attention',
      message: `${label} is declared as ${declared}, but ${
        path ?? 'its file'
      } states ${stated}`,
      params: { version: label, declared, stated },
      subject: `version ${label}, licence`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      since: version.createdAt,
      reason:
        'the licence that the file states in its own metadata is another one',
      evidence: [
        {
          role: 'decides',
          ref: path,
          why: 'states this licence in its metadata',
          value: stated,
          at: version.createdAt,
        },
        {
          role: 'overridden',
          ref: 'spec.license',
          why: 'is declared',
          value: declared,
        },
      ],
      cure: {
        text: 'Declare the licence that holds, or register files and a card that state it as a new version',
        yaml: `spec:\n  license: ${JSON.stringify(stated)}`,
        tab: 'files',
      },
    },
  };
}
