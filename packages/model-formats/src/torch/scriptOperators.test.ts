import { readFileSync } from 'fs';
import path from 'path';
import { buildZip } from '../__testUtils__/buildZip';
import { OP } from '../pickle/OP';
import { pickle, PROTO2 } from '../__testUtils__/pickle';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';

const EMPTY = pickle(PROTO2, OP.EMPTY_TUPLE, OP.STOP);
const read = (code: string) =>
  inspect(
    bytesSource(
      buildZip([
        { name: 'm/data.pkl', content: EMPTY },
        { name: 'm/constants.pkl', content: EMPTY },
        { name: 'm/code/__torch__.py', content: Buffer.from(code) },
        { name: 'm/version', content: Buffer.from('3\n') },
      ]),
    ),
  );
const found = (code: string) =>
  read(code).findings.map(
    ({ severity, rule, params }) => `${severity} ${rule} ${params?.operator}`,
  );
const fixture = (name: string) =>
  inspect(
    bytesSource(
      readFileSync(path.resolve(__dirname, '../../fixtures/torch', name)),
    ),
  ).operators?.map(({ domain, type }) => `${domain}::${type}`);

describe('operators of TorchScript', () => {
  it('are listed by what the code calls', () => {
    expect(
      read(
        'def f(x: Tensor):\n  y = torch.relu(torch.relu(x))\n  ops.prim.x(y)\n',
      ).operators,
    ).toEqual([
      { domain: 'aten', type: 'relu', count: 2 },
      { domain: 'prim', type: 'x', count: 1 },
    ]);
  });

  it('are listed of what PyTorch writes, mobile files too', () => {
    expect(fixture('scripted.pt')).toEqual(
      expect.arrayContaining(['aten::relu', 'aten::batch_norm']),
    );
    expect(fixture('mobile.ptl')?.length).toBeGreaterThan(0);
  });

  it.each([
    ['def __setstate__(self):\n  torch.save(1, "a")\n', 'critical'],
    [
      'def g():\n  torch.save(1, "a")\ndef __setstate__(s):\n  g()\n',
      'critical',
    ],
    ['def forward(self):\n  torch.save(1, "a")\n', 'high'],
  ])('that write files are graded by when they do: %j', (code, severity) => {
    expect(found(code)).toEqual([`${severity} torch/file-operator aten::save`]);
  });

  it('of libraries are named, those of the PyTorch project as a note', () => {
    expect(
      found('def f():\n  ops.evil.run()\n  ops.torchvision.nms()\n'),
    ).toEqual([
      'low torch/custom-operator evil::run',
      'info torch/custom-operator torchvision::nms',
    ]);
    expect(
      found(
        'class M(Module):\n  a : __torch__.torch.classes.evil.E\n  b : __torch__.torch.classes.quantized.LinearPackedParamsBase\n',
      ),
    ).toEqual(['low torch/native-class evil::E']);
  });

  it('in texts and comments, and parameters of their names, are none', () => {
    expect(
      read(
        'def f(self, ops: int):\n  """torch.save(x)"""\n  # torch.save(x)\n  x = "torch.save(x)"\n',
      ),
    ).toMatchObject({ status: 'clean', findings: [] });
  });
});
