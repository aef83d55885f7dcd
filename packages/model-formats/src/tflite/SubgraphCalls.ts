import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';

/** Which subgraphs call which (IF, WHILE, CALL_ONCE …). */
export class SubgraphCalls {
  private readonly callees = new Map<number, Set<number>>();

  constructor(private readonly subgraphs: number) {}

  /** Throws `OUT_OF_RANGE` when there is no subgraph `callee`. */
  add(caller: number, callee: number, offset: number): void {
    // -1 is what converters write where there is none to call.
    if (callee === -1) {
      return;
    }
    if (callee < 0 || callee >= this.subgraphs) {
      throw new FormatError(
        'OUT_OF_RANGE',
        `an operator calls subgraph ${callee}, of ${this.subgraphs}`,
        { offset },
      );
    }
    let known = this.callees.get(caller);
    if (!known) {
      known = new Set();
      this.callees.set(caller, known);
    }
    known.add(callee);
  }

  /** Reports a subgraph that comes to call itself: runtimes recurse into it. */
  reportCycles(context: InspectionContext): void {
    const left = new Set<number>();
    for (const start of this.callees.keys()) {
      const path = new Set<number>();
      const stack = [{ subgraph: start, entered: false }];
      while (stack.length > 0) {
        const { subgraph, entered } = stack.pop()!;
        if (entered) {
          path.delete(subgraph);
          left.add(subgraph);
        } else if (path.has(subgraph)) {
          context.report(
            'tflite/subgraph-cycle',
            `subgraph ${subgraph} comes to call itself`,
            undefined,
            { subgraph },
          );
          return;
        } else if (!left.has(subgraph)) {
          path.add(subgraph);
          stack.push({ subgraph, entered: true });
          for (const callee of this.callees.get(subgraph) ?? []) {
            stack.push({ subgraph: callee, entered: false });
          }
        }
      }
    }
  }
}
