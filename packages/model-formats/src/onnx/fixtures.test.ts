import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import onnxProto from 'onnx-proto';
import { inspect } from '../inspect';
import { Inspection, ValueInfo } from '../inspection/Inspection';
import { bytesSource } from '../source/ByteSource';
import { ONNX_DTYPES } from './dtypes';

const FOLDER = join(__dirname, '../../fixtures/onnx');
const { ModelProto } = onnxProto.onnx;

interface LibraryFacts {
  formatVersion: string;
  producer: { name: string; version: string };
  opsets: Record<string, number>;
  inputs: ValueInfo[];
  outputs: ValueInfo[];
  operators: Record<string, number>;
  functions: [string, string][];
  tensors: Record<string, [string, number[], string]>;
  metadata: Record<string, string>;
  companions: Record<string, string>;
  nodes: [string, string, string, string[], string[]][];
}

const bytesOf = (name: string) =>
  new Uint8Array(readFileSync(join(FOLDER, name)));
const expected: Record<string, LibraryFacts> = JSON.parse(
  readFileSync(join(FOLDER, 'expected.json'), 'utf8'),
);
const names = Object.keys(expected);
const read = (name: string) =>
  inspect(bytesSource(bytesOf(name)), { tensors: true, structure: true });

/** The facts of an inspection in the shape in which the library gives them. */
function factsOf(found: Inspection): LibraryFacts {
  return {
    formatVersion: found.formatVersion!,
    producer: { version: '', ...found.producer! },
    opsets: Object.fromEntries(
      found.opsets!.map(({ domain, version }) => [domain, version]),
    ),
    inputs: found.inputs!,
    outputs: found.outputs!,
    operators: Object.fromEntries(
      found.operators!.map(({ domain, type, count }) => [
        `${domain}::${type}`,
        count,
      ]),
    ),
    functions: (found.functions ?? []).map(({ domain, name }) => [
      domain,
      name,
    ]),
    tensors: Object.fromEntries(
      found.tensorList!.map(({ name, dtype, shape, bytes }) => [
        name,
        [dtype, shape as number[], bytes!],
      ]),
    ),
    metadata: found.metadata ?? {},
    companions: Object.fromEntries(
      (found.companions ?? []).map(({ location, requiredBytes }) => [
        location,
        requiredBytes!,
      ]),
    ),
    nodes: found
      .nodeList!.filter(({ graph }) => graph === undefined)
      .map(({ name, domain, type, inputs, outputs }) => [
        name,
        domain,
        type,
        inputs,
        outputs,
      ]),
  };
}

describe('models that python3-onnx wrote', () => {
  it('are all there', () => {
    const files = readdirSync(FOLDER).filter(name => name.endsWith('.onnx'));
    expect(files.sort()).toEqual([...names].sort());
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  it.each(names)('%s ends clean', name => {
    const { status, findings, error } = read(name);
    expect({ status, findings, error }).toEqual({
      status: 'clean',
      findings: [],
      error: undefined,
    });
  });

  it.each(names)('%s reads back as the library says', name => {
    expect(factsOf(read(name))).toEqual(expected[name]);
  });

  it.each(names)('%s reads as onnx-proto decodes it', name => {
    const { graph, functions } = ModelProto.decode(bytesOf(name));
    const found = read(name);
    expect(
      found
        .tensorList!.filter(
          ({ name: tensor }) => !/^(linear|pairs)$/.test(tensor),
        )
        .map(({ name: tensor, dtype, shape }) => [tensor, dtype, shape]),
    ).toEqual(
      graph!.initializer!.map(({ name: tensor, dataType, dims }) => [
        tensor,
        ONNX_DTYPES.get(dataType!),
        dims!.map(Number),
      ]),
    );
    expect(
      found
        .nodeList!.filter(node => node.graph === undefined)
        .map(({ type, inputs, outputs, attributes = {} }) => [
          type,
          inputs,
          outputs,
          Object.keys(attributes),
        ]),
    ).toEqual(
      graph!.node!.map(({ opType, input, output, attribute }) => [
        opType,
        input,
        output,
        attribute!.map(each => each.name),
      ]),
    );
    expect(found.functions ?? []).toEqual(
      functions!.map(({ name: type, domain }) => ({ domain, name: type })),
    );
  });

  it('shows attributes as short texts', () => {
    expect(read('attributes.onnx').nodeList!.at(-1)!.attributes).toEqual({
      f: '0.1',
      i: '-7',
      s: 'text',
      t: 'float32[2]',
      floats: '[1, 2.5]',
      ints: '[1, -2, 3]',
      strings: '["a", "b"]',
      tensors: 'int64[1]',
      g: '',
      graphs: '',
      sparse_tensor: 'float32[4]',
    });
  });

  it('says in which graph or function a node stands', () => {
    const graphs = (name: string) =>
      read(name).nodeList!.map(({ type, graph }) => `${type} ${graph ?? ''}`);
    expect(graphs('control-flow.onnx')).toEqual([
      'Identity l.body',
      'Add l.body',
      'Loop ',
      'Neg c.else_branch',
      'Abs c.then_branch/t.else_branch',
      'Relu c.then_branch/t.then_branch',
      'If c.then_branch',
      'If ',
      'Add y.body',
      'Identity y.body',
      'Scan ',
    ]);
    expect(graphs('functions.onnx')).toContain('Mul local::Scaled');
  });
});
