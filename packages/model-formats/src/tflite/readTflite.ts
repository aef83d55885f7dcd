import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FlatVerifier } from '../flatbuffer/FlatVerifier';
import { FormatError } from '../inspection/FormatError';
import { OperatorCount } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { BufferTable } from './BufferTable';
import { checkRest } from './checkRest';
import { InlineData } from './InlineData';
import { OperatorType, readOperatorCodes } from './operatorCodes';
import { NodeList } from './NodeList';
import { readMetadata } from './readMetadata';
import { readSignatures } from './readSignatures';
import { requiredVector } from './requiredVector';
import { MODEL } from './schema';
import { SubGraph, SubGraphReader, SubGraphWorld } from './SubGraphReader';
import { SubgraphCalls } from './SubgraphCalls';
import { TensorReader } from './TensorReader';
import { TFLITE_SCHEMA } from './TFLITE_SCHEMA';

/** The only schema version that runtimes accept. */
const SCHEMA_VERSION = 3;

/**
 * One TFLite model (schema.fbs 3d): first all of the flatbuffer is verified,
 * then read with the checks of core/tools/verifier.cc.
 */
export function readTflite(
  source: ByteSource,
  context: InspectionContext,
): void {
  const flat = new FlatbufferReader(source, context);
  const model = flat.root();
  readVersion(flat, model, context);
  context.tensors.start();
  const inline = new InlineData(flat);
  const verifier = new FlatVerifier(flat, TFLITE_SCHEMA, context, {
    unknown: (what, offset) =>
      context.report(
        'tflite/unknown-field',
        `${what} is not in the schema that is known`,
        { offset },
      ),
    after: { Buffer: buffer => inline.add(buffer) },
  });
  verifier.verify(model, 'Model');
  const description = flat.string(model, MODEL.description);
  if (description) {
    context.addMetadata('description', description);
  }
  const buffers = new BufferTable(flat, model, context, inline);
  if (buffers.external.companions.length > 0) {
    context.facts.companions = buffers.external.companions;
  }
  const subgraphs = readSubgraphs(flat, model, buffers, context);
  const [main] = subgraphs;
  for (const list of ['inputs', 'outputs'] as const) {
    context.facts[list] = [];
    main[list].forEach(index =>
      context.addValue(list, main.tensors.value(index)),
    );
  }
  const signatures = readSignatures(flat, model, subgraphs, context);
  if (signatures.length > 0) {
    context.facts.signatures = signatures;
  }
  const associated = readMetadata(source, flat, model, buffers, context);
  const flatbufferEnd = verifier.covered.end;
  for (const { start, end } of buffers.outside) {
    if (start < flatbufferEnd) {
      context.report(
        'tflite/buffer-overlap',
        'bytes that claim to stand behind the flatbuffer lie inside it',
        { offset: start },
      );
    }
    verifier.covered.add(start, end);
  }
  checkRest(source, verifier.covered, associated, context);
}

function readVersion(
  flat: FlatbufferReader,
  model: FlatTable,
  context: InspectionContext,
): void {
  const version = flat.u32(model, MODEL.version);
  context.facts.formatVersion = String(version);
  if (version !== SCHEMA_VERSION) {
    throw new FormatError(
      'UNSUPPORTED_VERSION',
      `schema version ${version} is not ${SCHEMA_VERSION}`,
      { offset: model.position },
    );
  }
}

function readSubgraphs(
  flat: FlatbufferReader,
  model: FlatTable,
  buffers: BufferTable,
  context: InspectionContext,
): SubGraph[] {
  const codes = readOperatorCodes(flat, model, context);
  const vector = requiredVector(flat, model, MODEL.subgraphs, 'subgraphs');
  if (vector.length === 0) {
    throw new FormatError('MALFORMED', 'the model has no subgraph', {
      offset: vector.position,
    });
  }
  const world: SubGraphWorld = {
    buffers,
    tensors: new TensorReader(flat, buffers, context),
    codes,
    uses: new Float64Array(codes.length),
    calls: new SubgraphCalls(vector.length),
    nodes: new NodeList(context),
  };
  const subgraphs: SubGraph[] = [];
  try {
    for (let i = 0; i < vector.length; i++) {
      const subgraph = flat.tableAt(vector, i);
      subgraphs.push(
        new SubGraphReader(flat, world, context, subgraph, i).read(),
      );
    }
  } finally {
    context.facts.operators = countOperators(codes, world.uses);
  }
  world.calls.reportCycles(context);
  const { quantized } = world.tensors;
  if (quantized.size > 0) {
    context.addMetadata(
      'quantization',
      [...quantized].map(([kind, count]) => `${kind} ${count}`).join(', '),
    );
  }
  return subgraphs;
}

/** Operators that are used, most used first. */
function countOperators(
  codes: readonly OperatorType[],
  uses: Float64Array,
): OperatorCount[] {
  const counts = new Map<string, OperatorCount>();
  codes.forEach(({ domain, type }, i) => {
    const key = `${domain}\n${type}`;
    const count = (counts.get(key)?.count ?? 0) + uses[i];
    if (count > 0) {
      counts.set(key, { domain, type, count });
    }
  });
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (a.type < b.type ? -1 : 1),
  );
}
