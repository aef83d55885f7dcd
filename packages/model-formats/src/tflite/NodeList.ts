import { NodeInfo } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';

/** Names of inputs and outputs per node that the answer has room for. */
const NAMES_PER_NODE = 8;

/**
 * The `nodeList` of an inspection. Operators can share one long list of
 * inputs, so that names are counted as well as nodes.
 */
export class NodeList {
  private names = 0;
  private cut = false;

  constructor(private readonly context: InspectionContext) {}

  /** False, and reported once, when another node would be too much. */
  hasRoom(
    inputs: readonly number[],
    outputs: readonly number[],
    offset: number,
  ): boolean {
    const { limits, facts } = this.context;
    const nodes = facts.nodeList?.length ?? 0;
    this.names += inputs.length + outputs.length;
    if (
      nodes < limits.nodeList &&
      this.names <= limits.nodeList * NAMES_PER_NODE
    ) {
      return true;
    }
    if (!this.cut) {
      this.cut = true;
      this.context.report(
        'tflite/nodes-cut',
        `only the first ${nodes} operators are listed`,
        { offset },
      );
    }
    return false;
  }

  add(node: NodeInfo): void {
    (this.context.facts.nodeList ??= []).push(node);
  }
}
