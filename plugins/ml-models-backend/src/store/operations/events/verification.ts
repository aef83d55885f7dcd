import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { HistoryProblem } from './verifyHistory';

type Verification = Wire['Verification'];
export type Covered = Verification['covered'][number];

/** Problems that one verification names; it counts all. */
const MAX_NAMED = 20;

/** Sections that a verification of the whole registry covers. */
const SECTIONS: Readonly<Record<Covered, string>> = {
  chain: 'the events were not read',
  documents: 'documents were not measured; a verification of the registry does',
  projections:
    'rows were not compared with the history; a verification of the registry does',
};

/** What no verification of this registry can say. */
const BEYOND: Verification['notCovered'] = [
  {
    section: 'recomputed chain',
    reason:
      'who may write to the database can compute the whole rest of the chain anew; a head hash kept elsewhere shows it',
  },
  {
    section: 'model bytes',
    reason:
      'the files of the models are not read again; what was measured of them is in the history',
  },
  {
    section: 'observations',
    reason: 'what clusters showed last is overwritten by each look',
  },
  {
    section: 'operational tables',
    reason:
      'ingestions, uploads, jobs, cursors and samples are no history and have no digest',
  },
  {
    section: 'kept readings',
    reason:
      'a row of ingestion_files stands for reading an unchanged file and becomes history; whoever may write it and documents can have said of a file what was never measured',
  },
];

/** Gathers what verifications find: names the first, counts all. */
export class Findings {
  readonly problems: HistoryProblem[] = [];
  count = 0;

  report = (problem: HistoryProblem): void => {
    this.count += 1;
    if (this.problems.length < MAX_NAMED) {
      this.problems.push(problem);
    }
  };
}

/** The answer of a verification that covered these sections. */
export function verificationOf(
  head: { position: number; headHash: string },
  covered: readonly Covered[],
  findings: Findings,
  counts: Pick<Verification, 'documents' | 'erased' | 'models'> = {},
): Verification {
  const [problem] = findings.problems;
  const sections: readonly Covered[] = ['chain', 'documents', 'projections'];
  return {
    ok: problem === undefined,
    position: head.position,
    headHash: head.headHash,
    covered: [...covered],
    notCovered: [
      ...sections
        .filter(section => !covered.includes(section))
        .map(section => ({ section, reason: SECTIONS[section] })),
      ...BEYOND,
    ],
    ...counts,
    ...(problem && {
      problem,
      problems: findings.problems,
      problemCount: findings.count,
    }),
  };
}
