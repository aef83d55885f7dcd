import { codeNames } from './codeNames';

const paths = (source: string) =>
  [...codeNames(source)].map(({ path }) => path);

describe('codeNames', () => {
  it('joins names over space, comments and joined lines', () => {
    expect(paths('torch . save')).toEqual(['torch.save']);
    expect(paths('torch.\\\n  save # . x\n .y')).toEqual(['torch.save.y']);
    expect(paths('(a)[0].b.c(1)')).toEqual(['a', '?.b.c']);
  });

  it.each([
    ['x = "torch.save(1)"', ['x']],
    ["x = 'a\\'torch.save' + y", ['x', 'y']],
    ['"""torch.save\n""" y', ['y']],
    ['"\\""; y', ['y']],
    ['x = "\ntorch.save', ['x', 'torch.save']],
    ['1.e5.x; 0xff', []],
    ['# torch.save\nx', ['x']],
  ])('steps over text, comments and numbers in %j', (source, expected) => {
    expect(paths(source)).toEqual(expected);
  });

  it('knows the method, calls, and values of which nothing is taken', () => {
    const source =
      'class A(Module):\n  ops : int\n  def f(self, ops: int) -> int:\n    t = torch\n    return g(torch.x, torch)\n';
    const found = [...codeNames(source)];
    expect(found.filter(({ bare }) => bare).map(({ path }) => path)).toEqual([
      'Module',
      'self',
      'torch',
      'g',
      'torch.x',
      'torch',
    ]);
    expect(
      found.filter(({ called }) => called).map(({ path }) => path),
    ).toEqual(['A', 'f', 'g']);
    expect(new Set(found.map(({ method }) => method))).toEqual(
      new Set(['', 'f']),
    );
  });

  it('runs out of nothing in megabytes of anything', () => {
    for (const part of [' ', 'a', '.a', '"', "'''", '\\', '#', '1', '(']) {
      const source = part.repeat(1_000_000);
      expect([...codeNames(source)].length).toBeLessThan(1_000_001);
    }
  });
});
