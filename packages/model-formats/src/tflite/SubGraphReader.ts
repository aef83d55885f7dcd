import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { NodeInfo } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { BufferTable } from './BufferTable';
import { NodeList } from './NodeList';
import { OperatorType, reportCustom } from './operatorCodes';
import {
  calledSubgraphs,
  operatorOptions,
  OperatorOptions,
  optionTexts,
} from './operatorOptions';
import { requiredVector } from './requiredVector';
import { OPERATOR, SUBGRAPH } from './schema';
import { SubgraphCalls } from './SubgraphCalls';
import { SubGraphTensors } from './SubGraphTensors';
import { TensorReader } from './TensorReader';

const CUSTOM_CALL = 'StablehloCustomCallOptions';

/** One subgraph as signatures and the model refer to it. */
export interface SubGraph {
  tensors: SubGraphTensors;
  inputs: number[];
  outputs: number[];
}

/** What the subgraphs of one model share. */
export interface SubGraphWorld {
  buffers: BufferTable;
  tensors: TensorReader;
  codes: readonly OperatorType[];
  /** uses per entry of `codes` */
  uses: Float64Array;
  calls: SubgraphCalls;
  nodes: NodeList;
}

/** Reads SubGraph and Operator with the checks of core/tools/verifier.cc. */
export class SubGraphReader {
  private readonly tensors: SubGraphTensors;
  /** Tensors that have a value so far. */
  private readonly ready: Uint8Array;
  private readonly path: string | undefined;

  constructor(
    private readonly flat: FlatbufferReader,
    private readonly world: SubGraphWorld,
    private readonly context: InspectionContext,
    private readonly subgraph: FlatTable,
    private readonly index: number,
  ) {
    const tensors = requiredVector(flat, subgraph, SUBGRAPH.tensors, 'tensors');
    const { length } = tensors;
    this.tensors = new SubGraphTensors(flat, world.tensors, tensors);
    this.ready = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      const constant = world.tensors.read(flat.tableAt(tensors, i), length);
      this.ready[i] = constant ? 1 : 0;
    }
    const name = flat.string(subgraph, SUBGRAPH.name);
    this.path = index === 0 ? undefined : name || `subgraph ${index}`;
  }

  read(): SubGraph {
    const { flat, subgraph, ready } = this;
    const inputs = this.indices(subgraph, SUBGRAPH.inputs, 0) ?? [];
    const outputs = this.indices(subgraph, SUBGRAPH.outputs, 0) ?? [];
    for (const input of inputs) {
      ready[input] = 1;
    }
    const operators = requiredVector(
      flat,
      subgraph,
      SUBGRAPH.operators,
      'operators',
    );
    for (let i = 0; i < operators.length; i++) {
      this.operator(flat.tableAt(operators, i));
    }
    for (const output of outputs) {
      if (!ready[output]) {
        this.reportOrder(
          `output ${output} of subgraph ${this.index} is never computed`,
          subgraph.position,
        );
      }
    }
    return { tensors: this.tensors, inputs, outputs };
  }

  private operator(operator: FlatTable): void {
    const { flat, world } = this;
    const { position: at, vtable } = operator;
    // All fields were verified; most are absent.
    const { offsets } = vtable.layout;
    const opcodeAt = offsets[OPERATOR.opcodeIndex];
    const opcode = opcodeAt === 0 ? 0 : flat.bytes.u32(at + opcodeAt);
    const code = world.codes[opcode];
    if (!code) {
      throw outOfRange(`there is no operator code ${opcode}`, at);
    }
    world.uses[opcode] += 1;
    const inputs = this.indices(operator, OPERATOR.inputs, -1);
    const outputs = this.indices(operator, OPERATOR.outputs, 0);
    if (!inputs || !outputs) {
      throw new FormatError(
        'MALFORMED',
        'an operator has no list of inputs or outputs',
        { offset: at },
      );
    }
    if (offsets[OPERATOR.intermediates] !== 0) {
      this.indices(operator, OPERATOR.intermediates, -1);
    }
    this.checkOrder(inputs, outputs, at);
    const options = operatorOptions(flat, operator);
    for (let i = 0; i < options.length; i++) {
      const option = options[i];
      for (const callee of calledSubgraphs(flat, option)) {
        world.calls.add(this.index, callee, at);
      }
      if (option.type.name === CUSTOM_CALL) {
        reportCustom(flat.string(option.table, 0) ?? '', at, this.context);
      }
    }
    if (offsets[OPERATOR.largeCustomOptionsOffset] !== 0) {
      this.largeOptions(operator);
    }
    if (this.context.structure && world.nodes.hasRoom(inputs, outputs, at)) {
      world.nodes.add(this.node(operator, code, inputs, outputs, options));
    }
  }

  private largeOptions(operator: FlatTable): void {
    const { flat } = this;
    const start = flat.u64(operator, OPERATOR.largeCustomOptionsOffset);
    if (start > 1) {
      const bytes = flat.u64(operator, OPERATOR.largeCustomOptionsSize);
      this.world.buffers.takeOutside(start, bytes, operator.position);
    }
  }

  /** Each value is produced once, and before it is used. */
  private checkOrder(
    inputs: readonly number[],
    outputs: readonly number[],
    at: number,
  ): void {
    const { ready, index } = this;
    // By index: an iterator makes an object for each of thousands.
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (input >= 0 && !ready[input]) {
        this.reportOrder(
          `an operator of subgraph ${index} uses tensor ${input} before it is computed`,
          at,
        );
        break;
      }
    }
    for (let i = 0; i < outputs.length; i++) {
      const output = outputs[i];
      if (ready[output]) {
        this.reportOrder(
          `tensor ${output} of subgraph ${index} is computed twice or is a constant`,
          at,
        );
      }
      ready[output] = 1;
    }
  }

  private node(
    operator: FlatTable,
    { domain, type, version }: OperatorType,
    inputs: readonly number[],
    outputs: readonly number[],
    options: readonly OperatorOptions[],
  ): NodeInfo {
    const { flat, tensors, path } = this;
    const names = (indices: readonly number[]) =>
      indices.map(index => (index < 0 ? '' : tensors.name(index)));
    const custom =
      flat.vector(operator, OPERATOR.customOptions, 1)?.length ?? 0;
    const attributes = [
      ...options.flatMap(option => optionTexts(flat, option)),
      ...(custom > 0 ? [['custom_options', `${custom} bytes`]] : []),
      ...(version === 1 ? [] : [['version', String(version)]]),
    ];
    return {
      name: '',
      domain,
      type,
      inputs: names(inputs),
      outputs: names(outputs),
      ...(attributes.length > 0 && {
        attributes: Object.fromEntries(attributes),
      }),
      ...(path !== undefined && { graph: path }),
    };
  }

  /** Tensor indices of a vector, `undefined` when it is absent. */
  private indices(
    table: FlatTable,
    field: number,
    minimum: number,
  ): number[] | undefined {
    const indices = this.flat.i32s(table, field);
    const count = indices?.length ?? 0;
    const { length } = this.ready;
    for (let i = 0; i < count; i++) {
      const index = indices![i];
      if (index < minimum || index >= length) {
        throw outOfRange(`there is no tensor ${index}`, table.position);
      }
    }
    return indices;
  }

  private reportOrder(message: string, offset: number): void {
    this.context.report('tflite/graph-order', message, { offset });
  }
}

function outOfRange(message: string, offset: number): FormatError {
  return new FormatError('OUT_OF_RANGE', message, { offset });
}
