import { FormatError } from '../FormatError';
import { Dimension, ValueInfo } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { BufferTable } from './BufferTable';
import { TFLITE_DTYPES } from './dtypes';
import { FlatbufferReader, FlatTable, FlatVector } from './FlatbufferReader';
import { OPERATOR, QUANTIZATION, SUBGRAPH, TENSOR } from './schema';

export interface SubGraph {
  /** one per tensor, in the order of their indices */
  values: ValueInfo[];
  inputs: number[];
  outputs: number[];
}

/** Reads SubGraph, Tensor and Operator. `onOperator` answers whether the code exists. */
export class SubGraphReader {
  constructor(
    private readonly flat: FlatbufferReader,
    private readonly buffers: BufferTable,
    private readonly context: InspectionContext,
    private readonly onOperator: (opcodeIndex: number) => boolean,
  ) {}

  read(subgraph: FlatTable, index: number): SubGraph {
    const { flat } = this;
    const tensors = flat.tableVector(subgraph, SUBGRAPH.tensors);
    const values: ValueInfo[] = [];
    /** Tensors that have a value before any operator runs. */
    const ready = new Uint8Array(tensors?.length ?? 0);
    for (let i = 0; tensors && i < tensors.length; i++) {
      const { value, constant } = this.tensor(flat.tableAt(tensors, i));
      values.push(value);
      ready[i] = constant ? 1 : 0;
    }
    flat.string(subgraph, SUBGRAPH.name);
    const inputs = this.indices(subgraph, SUBGRAPH.inputs, values.length, 0);
    const outputs = this.indices(subgraph, SUBGRAPH.outputs, values.length, 0);
    for (const input of inputs) {
      ready[input] = 1;
    }
    const operators = flat.tableVector(subgraph, SUBGRAPH.operators);
    for (let i = 0; operators && i < operators.length; i++) {
      this.operator(flat.tableAt(operators, i), index, ready);
    }
    for (const output of outputs) {
      if (!ready[output]) {
        this.context.report(
          'tflite/graph-order',
          `output ${output} of subgraph ${index} is never computed`,
          { offset: subgraph.position },
        );
      }
    }
    return { values, inputs, outputs };
  }

  private tensor(tensor: FlatTable): { value: ValueInfo; constant: boolean } {
    const { flat, context, buffers } = this;
    const code = flat.i8(tensor, TENSOR.type);
    const type = TFLITE_DTYPES[code];
    if (!type) {
      throw malformed(`unknown tensor type ${code}`, tensor.position);
    }
    const name = flat.string(tensor, TENSOR.name) ?? '';
    const shape = this.dimensions(tensor, TENSOR.shape);
    const signature = this.dimensions(tensor, TENSOR.shapeSignature);
    const elements = elementCount(shape ?? [], tensor.position);
    this.quantization(tensor);

    const external = flat.u32(tensor, TENSOR.externalBuffer);
    const extent =
      external > 0
        ? { position: null, ...buffers.externalAt(external, tensor.position) }
        : buffers.at(flat.u32(tensor, TENSOR.buffer), tensor.position);
    const stored = external > 0 || extent.position !== null;
    const sparse = flat.table(tensor, TENSOR.sparsity) !== undefined;
    if (stored && !sparse && type.bits !== undefined) {
      const expected = (elements * BigInt(type.bits) + 7n) / 8n;
      if (expected !== BigInt(extent.bytes)) {
        context.report(
          'tflite/tensor-data',
          `tensor “${name}” has ${extent.bytes} bytes where its shape needs ${expected}`,
          { offset: tensor.position },
        );
      }
    }
    const dynamic = dynamicShape(shape, signature);
    context.tensors.add(
      {
        name,
        dtype: type.dtype,
        shape: dynamic ?? [],
        offset: extent.position,
        bytes: stored ? String(extent.bytes) : null,
      },
      // Values that are computed are no parameters.
      stored ? elements : 0n,
    );
    return {
      value: {
        name,
        dtype: type.dtype,
        shape: dynamic ?? (flat.bool(tensor, TENSOR.hasRank) ? [] : null),
      },
      constant: stored || flat.bool(tensor, TENSOR.isVariable),
    };
  }

  private dimensions(tensor: FlatTable, field: number): number[] | undefined {
    const { flat, context } = this;
    const vector = flat.vector(tensor, field, 4);
    if (!vector) {
      return undefined;
    }
    context.assertLimit('rank', vector.length, vector.position);
    const dimensions: number[] = [];
    for (let i = 0; i < vector.length; i++) {
      dimensions.push(flat.i32At(vector, i));
    }
    return dimensions;
  }

  private quantization(tensor: FlatTable): void {
    const { flat } = this;
    const quantization = flat.table(tensor, TENSOR.quantization);
    if (quantization) {
      flat.vector(quantization, QUANTIZATION.min, 4);
      flat.vector(quantization, QUANTIZATION.max, 4);
      flat.vector(quantization, QUANTIZATION.scale, 4);
      flat.vector(quantization, QUANTIZATION.zeroPoint, 8);
      flat.table(quantization, QUANTIZATION.details);
    }
  }

  private operator(
    operator: FlatTable,
    subgraph: number,
    ready: Uint8Array,
  ): void {
    const { flat, context } = this;
    const at = operator.position;
    const opcode = flat.u32(operator, OPERATOR.opcodeIndex);
    if (!this.onOperator(opcode)) {
      throw outOfRange(`there is no operator code ${opcode}`, at);
    }
    const inputs = this.indices(operator, OPERATOR.inputs, ready.length, -1);
    const outputs = this.indices(operator, OPERATOR.outputs, ready.length, 0);
    this.indices(operator, OPERATOR.intermediates, ready.length, -1);
    const early = inputs.find(input => input >= 0 && !ready[input]);
    if (early !== undefined) {
      context.report(
        'tflite/graph-order',
        `an operator of subgraph ${subgraph} uses tensor ${early} before it is computed`,
        { offset: at },
      );
    }
    for (const output of outputs) {
      if (ready[output]) {
        context.report(
          'tflite/graph-order',
          `tensor ${output} of subgraph ${subgraph} is computed twice or is a constant`,
          { offset: at },
        );
      }
      ready[output] = 1;
    }
    flat.table(operator, OPERATOR.builtinOptions);
    flat.table(operator, OPERATOR.builtinOptions2);
    flat.vector(operator, OPERATOR.customOptions, 1);
    flat.vector(operator, OPERATOR.mutatingVariableInputs, 1);
    const offset = flat.u64(operator, OPERATOR.largeCustomOptionsOffset);
    const size = flat.u64(operator, OPERATOR.largeCustomOptionsSize);
    if (offset > 1) {
      if (offset + size > flat.bytes.size) {
        throw new FormatError(
          'TRUNCATED',
          'custom options outside the flatbuffer run past the end',
          { offset: at },
        );
      }
      this.buffers.outsideEnd = Math.max(
        this.buffers.outsideEnd,
        offset + size,
      );
    }
  }

  private indices(
    table: FlatTable,
    field: number,
    count: number,
    minimum: number,
  ): number[] {
    const vector: FlatVector | undefined = this.flat.vector(table, field, 4);
    const indices: number[] = [];
    for (let i = 0; vector && i < vector.length; i++) {
      const index = this.flat.i32At(vector, i);
      if (index < minimum || index >= count) {
        throw outOfRange(`there is no tensor ${index}`, vector.position);
      }
      indices.push(index);
    }
    return indices;
  }
}

/** `shape_signature` says -1 where a dimension is dynamic. */
function dynamicShape(
  shape: number[] | undefined,
  signature: number[] | undefined,
): Dimension[] | undefined {
  if (signature && signature.length === (shape?.length ?? 0)) {
    return signature.map(dimension => (dimension < 0 ? null : dimension));
  }
  return shape;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}

function outOfRange(message: string, offset: number): FormatError {
  return new FormatError('OUT_OF_RANGE', message, { offset });
}
