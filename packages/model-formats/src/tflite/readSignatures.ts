import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { NamedSignature, ValueInfo } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { MODEL, SIGNATURE, TENSOR_MAP } from './schema';
import { SubGraph } from './SubGraphReader';

/** Model.signature_defs: named entry points with names of their own for tensors. */
export function readSignatures(
  flat: FlatbufferReader,
  model: FlatTable,
  subgraphs: readonly SubGraph[],
  context: InspectionContext,
): NamedSignature[] {
  const vector = flat.tableVector(model, MODEL.signatureDefs);
  const signatures: NamedSignature[] = [];
  for (let i = 0; vector && i < vector.length; i++) {
    context.assertLimit('values', vector.length, vector.position);
    const signature = flat.tableAt(vector, i);
    const subgraph = subgraphs[flat.u32(signature, SIGNATURE.subgraphIndex)];
    if (!subgraph) {
      throw outOfRange('a signature names no subgraph', signature.position);
    }
    const values = (field: number) =>
      readTensorMaps(flat, signature, field, subgraph, context);
    signatures.push({
      key: flat.string(signature, SIGNATURE.signatureKey) ?? '',
      inputs: values(SIGNATURE.inputs),
      outputs: values(SIGNATURE.outputs),
    });
  }
  return signatures;
}

function readTensorMaps(
  flat: FlatbufferReader,
  signature: FlatTable,
  field: number,
  subgraph: SubGraph,
  context: InspectionContext,
): ValueInfo[] {
  const maps = flat.tableVector(signature, field);
  const list: ValueInfo[] = [];
  for (let i = 0; maps && i < maps.length; i++) {
    const map = flat.tableAt(maps, i);
    const index = flat.u32(map, TENSOR_MAP.tensorIndex);
    if (index >= subgraph.tensors.count) {
      throw outOfRange('a signature names no tensor', map.position);
    }
    const value = subgraph.tensors.value(index);
    list.push({ ...value, name: flat.string(map, TENSOR_MAP.name) ?? '' });
    context.assertLimit('values', list.length, map.position);
  }
  return list;
}

function outOfRange(message: string, offset: number): FormatError {
  return new FormatError('OUT_OF_RANGE', message, { offset });
}
