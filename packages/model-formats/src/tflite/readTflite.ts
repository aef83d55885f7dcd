import { FormatError } from '../FormatError';
import { OperatorCount } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { hasControlCharacter } from '../source/hasControlCharacter';
import { tryDecodeUtf8 } from '../source/utf8';
import { BUILTIN_OPERATORS } from './BUILTIN_OPERATORS';
import { FlatbufferReader, FlatTable, FlatVector } from './FlatbufferReader';
import {
  MODEL,
  METADATA,
  OPERATOR_CODE,
  SIGNATURE,
  TENSOR_MAP,
} from './schema';
import { SubGraph, SubGraphReader } from './SubGraphReader';
import { BufferTable } from './BufferTable';
import { checkRest } from './checkRest';

/** The only schema version that runtimes accept. */
const SCHEMA_VERSION = 3;
const CUSTOM = 32;
/** Metadata buffers up to this size are shown as text when they are text. */
const METADATA_TEXT_BYTES = 4096;
/** TensorFlow operators (run through the Flex delegate) that touch files or Python. */
const FLEX_DANGEROUS =
  /^Flex(ReadFile|WriteFile|MatchingFiles|PyFunc|PyFuncStateless|EagerPyFunc|Save|SaveV2|SaveSlices|Restore|RestoreV2|RestoreSlice|MergeV2Checkpoints|PrintV2|LoadDataset|SaveDataset)$/;

class ModelReader {
  private readonly flat: FlatbufferReader;

  constructor(
    private readonly source: ByteSource,
    private readonly context: InspectionContext,
  ) {
    this.flat = new FlatbufferReader(source, context);
  }

  read(): void {
    const { flat, context } = this;
    const model = flat.root();
    const version = flat.u32(model, MODEL.version);
    context.facts.formatVersion = String(version);
    if (version !== SCHEMA_VERSION) {
      throw new FormatError(
        'UNSUPPORTED_VERSION',
        `schema version ${version} is not ${SCHEMA_VERSION}`,
        { offset: model.position },
      );
    }
    context.tensors.start();
    const description = flat.string(model, MODEL.description);
    if (description) {
      context.addMetadata('description', description);
    }
    const codes = this.operatorCodes(model);
    const buffers = new BufferTable(flat, model, context);
    this.metadata(model, buffers);

    const counts = new Map<string, OperatorCount>();
    const subgraphs = this.subgraphs(model, buffers, codes, counts);
    const main = subgraphs[0];
    context.facts.inputs = main.inputs.map(index => main.values[index]);
    context.facts.outputs = main.outputs.map(index => main.values[index]);
    this.signatures(model, subgraphs);
    if (buffers.companions.size > 0) {
      context.facts.companions = [...buffers.companions.values()];
    }
    checkRest(this.source, flat, buffers, context);
  }

  private operatorCodes(model: FlatTable): { domain: string; type: string }[] {
    const { flat, context } = this;
    const vector = this.required(model, MODEL.operatorCodes, 'operator codes');
    context.assertLimit('operatorTypes', vector.length, vector.position);
    const codes = [];
    for (let i = 0; i < vector.length; i++) {
      const code = flat.tableAt(vector, i);
      // Codes past 127 do not fit the old field, so the larger one counts
      // (tflite/schema/schema_utils.cc).
      const builtin = Math.max(
        flat.i8(code, OPERATOR_CODE.deprecatedBuiltinCode),
        flat.i32(code, OPERATOR_CODE.builtinCode),
      );
      const custom = flat.string(code, OPERATOR_CODE.customCode);
      if (builtin === CUSTOM) {
        if (!custom) {
          throw malformed('a custom operator has no name', code.position);
        }
        this.customOperator(custom, code);
        codes.push({ domain: 'custom', type: custom });
        continue;
      }
      const name = BUILTIN_OPERATORS[builtin];
      if (name === undefined) {
        context.report(
          'tflite/unknown-operator',
          `operator code ${builtin} is not in the schema`,
          { offset: code.position },
        );
      }
      codes.push({ domain: '', type: name ?? `BUILTIN_${builtin}` });
    }
    return codes;
  }

  private customOperator(name: string, code: FlatTable): void {
    if (FLEX_DANGEROUS.test(name)) {
      this.context.report(
        'tflite/file-operator',
        `the operator ${name} reads or writes files or calls Python`,
        { offset: code.position },
        { operator: name },
      );
    } else {
      this.context.report(
        'tflite/custom-operator',
        `the operator ${name} needs native code that the runtime must bring`,
        { offset: code.position },
        { operator: name },
      );
    }
  }

  private metadata(model: FlatTable, buffers: BufferTable): void {
    const { flat, context } = this;
    const vector = flat.tableVector(model, MODEL.metadata);
    const legacy = flat.vector(model, MODEL.metadataBuffer, 4);
    for (let i = 0; legacy && i < legacy.length; i++) {
      buffers.at(flat.i32At(legacy, i), legacy.position);
    }
    for (let i = 0; vector && i < vector.length; i++) {
      const entry = flat.tableAt(vector, i);
      const name = flat.string(entry, METADATA.name) ?? '';
      const buffer = buffers.at(
        flat.u32(entry, METADATA.buffer),
        entry.position,
      );
      const text =
        buffer.position !== null && buffer.bytes <= METADATA_TEXT_BYTES
          ? printable(flat.bytes.read(buffer.position, buffer.bytes))
          : undefined;
      context.addMetadata(name, text ?? `${buffer.bytes} bytes`);
    }
  }

  private subgraphs(
    model: FlatTable,
    buffers: BufferTable,
    codes: { domain: string; type: string }[],
    counts: Map<string, OperatorCount>,
  ): SubGraph[] {
    const { flat, context } = this;
    const vector = this.required(model, MODEL.subgraphs, 'subgraphs');
    if (vector.length === 0) {
      throw malformed('the model has no subgraph', vector.position);
    }
    const reader = new SubGraphReader(flat, buffers, context, opcode => {
      const code = codes[opcode];
      if (!code) {
        return false;
      }
      const key = `${code.domain}\n${code.type}`;
      const known = counts.get(key);
      if (known) {
        known.count += 1;
      } else {
        counts.set(key, { ...code, count: 1 });
      }
      return true;
    });
    const subgraphs: SubGraph[] = [];
    try {
      for (let i = 0; i < vector.length; i++) {
        subgraphs.push(reader.read(flat.tableAt(vector, i), i));
      }
    } finally {
      context.facts.operators = [...counts.values()].sort(
        (a, b) => b.count - a.count || (a.type < b.type ? -1 : 1),
      );
    }
    return subgraphs;
  }

  private signatures(model: FlatTable, subgraphs: SubGraph[]): void {
    const { flat, context } = this;
    const vector = flat.tableVector(model, MODEL.signatureDefs);
    if (!vector || vector.length === 0) {
      return;
    }
    context.assertLimit('values', vector.length, vector.position);
    context.facts.signatures = [];
    for (let i = 0; i < vector.length; i++) {
      const signature = flat.tableAt(vector, i);
      const subgraph = subgraphs[flat.u32(signature, SIGNATURE.subgraphIndex)];
      if (!subgraph) {
        throw outOfRange('a signature names no subgraph', signature.position);
      }
      const values = (field: number) => {
        const maps = flat.tableVector(signature, field);
        const list = [];
        for (let k = 0; maps && k < maps.length; k++) {
          const map = flat.tableAt(maps, k);
          const value = subgraph.values[flat.u32(map, TENSOR_MAP.tensorIndex)];
          if (!value) {
            throw outOfRange('a signature names no tensor', map.position);
          }
          list.push({
            ...value,
            name: flat.string(map, TENSOR_MAP.name) ?? '',
          });
          context.assertLimit('values', list.length, map.position);
        }
        return list;
      };
      context.facts.signatures.push({
        key: flat.string(signature, SIGNATURE.signatureKey) ?? '',
        inputs: values(SIGNATURE.inputs),
        outputs: values(SIGNATURE.outputs),
      });
    }
  }

  private required(model: FlatTable, field: number, name: string): FlatVector {
    const vector = this.flat.tableVector(model, field);
    if (!vector) {
      throw malformed(`the model has no ${name}`, model.position);
    }
    return vector;
  }
}

/** One TFLite model (schema.fbs 3d), with the checks of core/tools/verifier.cc. */
export function readTflite(
  source: ByteSource,
  context: InspectionContext,
): void {
  new ModelReader(source, context).read();
}

/** Text of a NUL-padded buffer, when it is nothing else. */
function printable(bytes: Uint8Array): string | undefined {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) {
    end -= 1;
  }
  const text = tryDecodeUtf8(bytes.subarray(0, end));
  return text !== undefined && !hasControlCharacter(text, '\t\n\r')
    ? text
    : undefined;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}

function outOfRange(message: string, offset: number): FormatError {
  return new FormatError('OUT_OF_RANGE', message, { offset });
}
