import { entryName, entryText } from './entryText';

describe('entryText', () => {
  it('says what an entry is, without its name', () => {
    const tensor = { name: 'w', dtype: 'float32', shape: [1, 'N', null] };
    expect(entryText(tensor, 'w')).toBe('float32 [1, N, ?]');
    expect(entryText({ domain: '', type: 'Relu', count: 2 }, '::Relu')).toBe(
      'Relu 2',
    );
    expect(
      entryText({ name: 'n', type: 'Concat', attributes: { axis: '1' } }, 'n'),
    ).toBe('Concat axis=1');
    expect(
      entryText(
        { inputs: ['x', 'w'], name: 'n', outputs: ['y'], type: 'Gemm' },
        'n',
      ),
    ).toBe('Gemm [x, w] → [y]');
  });
});

describe('entryName', () => {
  it.each([
    [{ name: 'w' }, 'w'],
    [{ name: '', type: 'Relu', outputs: ['r'] }, 'r'],
    [{ key: 'author', value: 'x' }, 'author'],
    [{ domain: 'com.x', type: 'Gelu' }, 'com.x::Gelu'],
    [{ domain: '', version: 17 }, 'ai.onnx'],
  ])('%j is %s', (entry, name) => {
    expect(entryName(entry)).toBe(name);
  });
});
