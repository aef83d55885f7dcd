import { NodeInfo } from '../inspection/Inspection';
import { NameTable } from '../protobuf/NameTable';
import { InspectionContext } from '../reader/InspectionContext';

/** The `nodeList` of an inspection where structure was asked for. */
export class NodeList {
  /** nodes that are being read, from the outermost one in */
  private readonly pending: NodeInfo[] = [];
  private readonly paths: string[] = [];
  private cut = false;

  constructor(
    private readonly context: InspectionContext,
    private readonly names: NameTable,
  ) {}

  open(): void {
    const graph = this.paths[this.paths.length - 1];
    this.pending.push({
      name: '',
      domain: '',
      type: '',
      inputs: [],
      outputs: [],
      ...(graph !== undefined && { graph }),
    });
  }

  name(name: string): void {
    this.pending[this.pending.length - 1].name = name;
  }

  input(id: number): void {
    this.last()?.inputs.push(this.text(id));
  }

  output(id: number): void {
    this.last()?.outputs.push(this.text(id));
  }

  attribute(name: string, text: string): void {
    const node = this.last();
    if (node) {
      (node.attributes ??= Object.create(null) as Record<string, string>)[
        name
      ] = text;
    }
  }

  /** An inner graph of the open node, or one that stands alone. */
  enter(name: string): void {
    const around = this.paths[this.paths.length - 1];
    const node = this.last();
    const owner = node ? `${node.name || node.outputs[0] || ''}.` : '';
    const path = `${owner}${name}`;
    this.paths.push(around === undefined ? path : `${around}/${path}`);
  }

  leave(): void {
    this.paths.pop();
  }

  close(domain: string, type: string): void {
    const node = this.pending.pop();
    if (!node) {
      return;
    }
    const nodes = (this.context.facts.nodeList ??= []);
    if (nodes.length >= this.context.limits.nodeList) {
      if (!this.cut) {
        this.cut = true;
        this.context.report(
          'onnx/nodes-cut',
          `more than ${nodes.length} nodes; the rest is not listed`,
        );
      }
      return;
    }
    nodes.push({ ...node, domain, type });
  }

  /** Nodes so far, to name the function of those that follow. */
  get length(): number {
    return this.context.facts.nodeList?.length ?? 0;
  }

  /** A function's name stands behind its nodes. */
  putInto(graph: string, first: number): void {
    const nodes = this.context.facts.nodeList ?? [];
    for (let i = first; i < nodes.length; i++) {
      const inner = nodes[i].graph;
      nodes[i].graph = inner === undefined ? graph : `${graph}/${inner}`;
    }
  }

  private last(): NodeInfo | undefined {
    return this.pending.length === 0
      ? undefined
      : this.pending[this.pending.length - 1];
  }

  private text(id: number): string {
    return id < 0 ? '' : this.names.text(id);
  }
}
