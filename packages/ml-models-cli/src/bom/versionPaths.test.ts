import { versionPaths } from './versionPaths';

describe('versionPaths', () => {
  it.each<[string[], string | undefined, string[]]>([
    [['/a/m.onnx'], undefined, ['m.onnx']],
    [['/a/w/m.onnx'], '/a', ['w/m.onnx']],
    [['/b/m.onnx'], '/a', ['m.onnx']],
    [['/ab/m.onnx'], '/a', ['m.onnx']],
    [['/a/x/1', '/a/y/2'], undefined, ['x/1', 'y/2']],
    [['/a/x/1', '/b/2'], '/a', ['a/x/1', 'b/2']],
    [['/a/..b'], '/a', ['..b']],
  ])('%j with the manifest in %s gives %j', (paths, folder, names) => {
    expect(versionPaths(paths, folder)).toEqual(names);
  });
});
