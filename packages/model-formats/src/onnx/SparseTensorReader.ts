import { MessageReader } from '../protobuf/MessageReader';
import { malformed } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { Sparse, SPARSE, Tensor } from './schema';
import { countElements, OnnxTensor, TensorReader } from './TensorReader';

/** Reads SparseTensorProto: the dense shape is what counts. */
export class SparseTensorReader {
  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
    private readonly tensors: TensorReader,
  ) {}

  sparseTensor(asInitializer: boolean): OnnxTensor {
    const { wire } = this;
    const start = wire.fieldAt;
    const shape: (number | bigint)[] = [];
    let values: OnnxTensor | undefined;
    let indices: OnnxTensor | undefined;
    wire.open(SPARSE);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      if (field === Sparse.values) {
        values = this.tensors.tensor(asInitializer);
      } else if (field === Sparse.indices) {
        indices = this.tensors.tensor(false);
      } else {
        wire.dimensions(shape);
      }
    }
    if (!values || !indices) {
      throw malformed('a sparse tensor lacks values or indices', start);
    }
    const elements = countElements(shape, start);
    const wrong = wrongShape(values, indices, shape);
    if (wrong) {
      this.context.report(
        'onnx/sparse-tensor',
        `sparse ${values.label} ${wrong}`,
        { offset: start },
      );
    } else {
      this.checkIndices(values, indices, shape, elements);
    }
    return {
      ...values,
      shape,
      elements,
      bytes:
        values.bytes === null || indices.bytes === null
          ? null
          : values.bytes + indices.bytes,
    };
  }

  /**
   * Indices are inside the dense shape and ascend (onnx/checker.cc,
   * check_sparse_tensor_indices_1 and _2). Indices outside of this file are
   * not seen.
   */
  private checkIndices(
    values: OnnxTensor,
    indices: OnnxTensor,
    shape: readonly (number | bigint)[],
    elements: number,
  ): void {
    const { wire, context } = this;
    const { dataField, onePiece, dataStart, dataEnd } = indices;
    const raw = dataField === Tensor.rawData;
    if (!onePiece || !(raw || dataField === Tensor.int64Data)) {
      return;
    }
    const behind = wire.position;
    const bounds = indices.shape.length === 1 ? [elements] : shape.map(Number);
    const previous = bounds.map(() => -1);
    wire.position = dataStart;
    let order = true;
    for (let i = 0; i < indices.elements && wire.position < dataEnd; ) {
      let ahead = false;
      for (let column = 0; column < bounds.length; column += 1, i += 1) {
        const index = Number(raw ? wire.fixedInt64() : wire.int64());
        if (!(index >= 0 && index < bounds[column])) {
          context.report(
            'onnx/sparse-index',
            `sparse ${values.label} has the index ${index} where its shape ends at ${bounds[column]}`,
            { offset: dataStart },
          );
          wire.position = behind;
          return;
        }
        order &&= ahead || index >= previous[column];
        ahead ||= index > previous[column];
        previous[column] = index;
      }
      order &&= ahead;
    }
    wire.position = behind;
    if (!order) {
      context.report(
        'onnx/sparse-tensor',
        `sparse ${values.label} has indices that do not ascend`,
        { offset: dataStart },
      );
    }
  }
}

function wrongShape(
  values: OnnxTensor,
  indices: OnnxTensor,
  shape: readonly (number | bigint)[],
): string | undefined {
  if (shape.length === 0) {
    return 'has no dense shape';
  }
  if (values.shape.length !== 1) {
    return 'has values that are no list';
  }
  if (indices.dtype !== 'int64') {
    return `has indices of type ${indices.dtype}`;
  }
  const { length } = indices.shape;
  if (length !== 1 && length !== 2) {
    return `has indices of rank ${length}`;
  }
  if (length === 2 && indices.shape[1] !== shape.length) {
    return `has indices of ${indices.shape[1]} columns for ${shape.length} dimensions`;
  }
  return indices.shape[0] === values.shape[0]
    ? undefined
    : `has ${values.shape[0]} values and ${indices.shape[0]} indices`;
}
