import { PathSet } from './PathSet';

describe('U7: the paths of one version', () => {
  it.each([
    [
      ['a', 'b', 'c/a', 'c/b'],
      [undefined, undefined, undefined, undefined],
    ],
    [
      ['a', 'a'],
      [undefined, 'same-name'],
    ],
    [
      ['\u00e9.bin', 'e\u0301.bin'],
      [undefined, 'same-name'],
    ],
    [
      ['a', 'a/b'],
      [undefined, 'folder'],
    ],
    [
      ['a/b/c', 'a'],
      [undefined, 'folder'],
    ],
    [
      ['a/b/c', 'a/b'],
      [undefined, 'folder'],
    ],
    [
      ['\u00e9/x', 'e\u0301'],
      [undefined, 'folder'],
    ],
    [
      ['ab', 'a/b'],
      [undefined, undefined],
    ],
  ])('%j: %j', (paths, conflicts) => {
    const set = new PathSet();
    expect(paths.map(path => set.add(path))).toEqual(conflicts);
  });
});
