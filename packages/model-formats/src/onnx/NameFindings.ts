import { FindingRule } from '../findings/FINDING_RULES';
import { NameTable } from '../protobuf/NameTable';
import { InspectionContext } from '../reader/InspectionContext';
import { NameProblem } from './NameScopes';

/** Findings per kind of problem; one more says how many were left out. */
const NAMED = 20;

const PROBLEMS: Record<NameProblem, { rule: FindingRule; what: string }> = {
  late: {
    rule: 'onnx/node-order',
    what: 'is used before the node that makes it',
  },
  undefined: {
    rule: 'onnx/undefined-value',
    what: 'is used, but nothing makes it',
  },
  twice: { rule: 'onnx/duplicate-name', what: 'is made twice in one graph' },
  shadows: {
    rule: 'onnx/shadowed-name',
    what: 'is made in an inner graph and in a graph around it',
  },
};

/** Turns what is wrong with names of values into findings, a few of each kind. */
export class NameFindings {
  private readonly counts = new Map<NameProblem, number>();

  constructor(
    private readonly context: InspectionContext,
    private readonly names: NameTable,
  ) {}

  /** `offset` is -1 where no single place is to blame. */
  report(problem: NameProblem, name: number, offset: number): void {
    const count = (this.counts.get(problem) ?? 0) + 1;
    this.counts.set(problem, count);
    if (count <= NAMED) {
      const { rule, what } = PROBLEMS[problem];
      this.context.report(
        rule,
        `“${this.names.text(name)}” ${what}`,
        offset < 0 ? undefined : { offset },
      );
    }
  }

  conclude(): void {
    for (const [problem, count] of this.counts) {
      if (count > NAMED) {
        this.context.report(
          PROBLEMS[problem].rule,
          `and ${count - NAMED} more names: each ${PROBLEMS[problem].what}`,
        );
      }
    }
  }
}
