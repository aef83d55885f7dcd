import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { HistoryProblem } from './HistoryProblem';
import type { WalkedChain } from './walkChain';

type Verification = Wire['Verification'];
type NotCovered = Verification['notCovered'];

/** Problems that one verification names; it counts all. */
const MAX_NAMED = 20;

/** What no verification of this registry can say. */
const BEYOND: NotCovered = [
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

const PROJECTIONS: Verification['covered'] = ['projections'];

const WORD_INDEX: NotCovered[number] = {
  section: 'word index',
  reason:
    'the index that finds words is kept by PostgreSQL; its own tools check it, and reindex makes it anew',
};

/** How much was compared. */
export interface Compared {
  documents: number;
  erased: number;
  /** models whose rows were compared */
  models: number;
  /** models with nothing to compare their rows with */
  unverifiable: number;
  /** whether the database can say that its word index is whole */
  wordIndex: boolean;
}

/** The answer of a verification of the whole registry. */
export function verificationOf(
  head: { position: number; headHash: string },
  walked: WalkedChain,
  { documents, erased, models, unverifiable, wordIndex }: Compared,
  findings: Findings,
): Verification {
  const [problem] = findings.problems;
  const isCompared = models > 0 || unverifiable === 0;
  return {
    ok: problem === undefined,
    position: head.position,
    headHash: head.headHash,
    covered: ['chain', 'documents', ...(isCompared ? PROJECTIONS : [])],
    notCovered: [
      ...unread(walked),
      ...uncompared(walked, unverifiable),
      ...(wordIndex ? [] : [WORD_INDEX]),
      ...BEYOND,
    ],
    documents,
    erased,
    models,
    ...(problem && {
      problem,
      problems: findings.problems,
      problemCount: findings.count,
    }),
  };
}

function unread({ altered, missing }: WalkedChain): NotCovered {
  return altered + missing === 0
    ? []
    : [
        {
          section: 'documents',
          reason: `what ${altered} altered and ${missing} missing events named is not known`,
        },
      ];
}

function uncompared({ missing }: WalkedChain, models: number): NotCovered {
  const reasons = [
    ...(models > 0
      ? [
          `the rows of ${models} models have nothing to be compared with, as events of theirs are not what was recorded`,
        ]
      : []),
    ...(missing > 0
      ? ['rows that no event knows may be of events that are gone']
      : []),
  ];
  return reasons.length === 0
    ? []
    : [{ section: 'projections', reason: reasons.join('; ') }];
}
