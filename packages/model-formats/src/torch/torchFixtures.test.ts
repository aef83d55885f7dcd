import { readFileSync } from 'fs';
import path from 'path';
import { inspect } from '../inspect';
import { TensorInfo, ValueInfo } from '../inspection/Inspection';
import { bytesSource } from '../source/ByteSource';

interface TorchTensor {
  dtype: string;
  shape: number[];
  offset: number;
  sharedWith: string;
}

/** What torch or NumPy said of a file; see `test/src/live/torch_files.py`. */
interface TorchFacts {
  format: string;
  status: string;
  tensors?: Record<string, TorchTensor> | null;
  alsoStored?: string[];
  constants?: [string, number[]][];
  parts?: Record<string, [string, number[]]>;
  arrays?: Record<string, [string, number[]]>;
  forward?: { inputs: ValueInfo[]; outputs: string[] };
  methods?: string[];
  modules?: Record<string, string>;
  extra?: Record<string, string>;
}

const FOLDER = path.resolve(__dirname, '../../fixtures/torch');
const expected: Record<string, TorchFacts> = JSON.parse(
  readFileSync(path.join(FOLDER, 'expected.json'), 'utf8'),
);
const read = (name: string) =>
  inspect(bytesSource(readFileSync(path.join(FOLDER, name))), {
    tensors: true,
    structure: true,
  });
const having = (key: keyof TorchFacts) =>
  Object.entries(expected).filter(([, facts]) => facts[key]);
const shapes = (list: TensorInfo[] = []) =>
  Object.fromEntries(
    list.map(({ name, dtype, shape }) => [name, [dtype, shape]]),
  );

describe('files of PyTorch and NumPy', () => {
  it.each(Object.entries(expected))('%s has its format', (name, facts) => {
    const { format, status, findings, error } = read(name);
    expect({ format, status, error, findings: findings.length > 0 }).toEqual({
      format: facts.format,
      status: facts.status,
      error: undefined,
      findings: facts.status !== 'clean',
    });
  });

  it.each(having('tensors'))('%s has the tensors of torch', (name, facts) => {
    const list = read(name).tensorList ?? [];
    const first = new Map<string | undefined, string>();
    const found: Record<string, TorchTensor> = {};
    for (const { name: tensor, dtype, shape, offset, storage } of list) {
      const key = `${storage} ${dtype}`;
      first.set(key, first.get(key) ?? tensor);
      if (!facts.alsoStored?.includes(tensor)) {
        // Legacy files have no members: their offsets count from the start.
        const legacy = storage === undefined;
        found[tensor] = {
          dtype,
          shape: shape as number[],
          offset: legacy ? facts.tensors![tensor].offset : offset!,
          sharedWith: legacy
            ? facts.tensors![tensor].sharedWith
            : first.get(key)!,
        };
      }
    }
    expect(found).toEqual(facts.tensors);
    expect(list.map(tensor => tensor.name)).toEqual(
      expect.arrayContaining(facts.alsoStored ?? []),
    );
  });

  it('counts the offsets of a legacy file from shared starts', () => {
    const { tensors } = expected['views_legacy.pt'];
    const list = read('views_legacy.pt').tensorList!;
    const start = (name: string) =>
      list.find(tensor => tensor.name === name)!.offset! -
      tensors![name].offset;
    for (const [name, { sharedWith }] of Object.entries(tensors!)) {
      expect([name, start(name)]).toEqual([name, start(sharedWith)]);
    }
  });

  it.each(having('constants'))('%s has the constants of torch', (name, facts) =>
    expect(
      read(name)
        .tensorList?.map(({ dtype, shape }) => [dtype, shape])
        .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual(
      [...facts.constants!].sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    ),
  );

  it.each([...having('parts'), ...having('arrays')])(
    '%s has its parts',
    (name, facts) =>
      expect(shapes(read(name).tensorList)).toEqual(
        facts.parts ?? facts.arrays,
      ),
  );

  it.each(having('forward'))('%s has its methods', (name, facts) => {
    const { inputs, outputs, signatures = [] } = read(name);
    expect(inputs).toEqual(facts.forward!.inputs);
    const types = outputs!.map(({ type }) => type).join(', ');
    expect([types, `Tuple[${types}]`]).toContain(
      facts.forward!.outputs.join(', '),
    );
    expect(signatures.map(({ key }) => key).sort()).toEqual(facts.methods);
  });

  it.each(having('modules'))('%s has its modules', (name, facts) => {
    const modules = read(name).nodeList!.map(node => [node.name, node.type]);
    expect(Object.fromEntries(modules)).toEqual(
      expect.objectContaining(facts.modules),
    );
  });

  it.each(having('extra'))('%s has its extra files', (name, facts) => {
    expect(read(name).metadata ?? {}).toEqual(facts.extra);
  });

  it('lists the members without the root', () => {
    const { memberList } = read('state.pt');
    expect(memberList).toEqual(
      expect.arrayContaining([
        {
          name: 'version',
          bytes: '2',
          crc32: expect.stringMatching(/^[0-9a-f]{8}$/),
        },
      ]),
    );
  });
});
