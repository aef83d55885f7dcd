import fc from 'fast-check';
import { isAbsolute, join, relative } from 'node:path';
import { artifactPath } from './artifactPath';

describe('artifactPath', () => {
  it.each([
    ['model.onnx', 'model.onnx'],
    ['./a/./model.onnx', 'a/model.onnx'],
    ['ä b/模型.onnx', 'ä b/模型.onnx'],
    ['..model/..x', '..model/..x'],
  ])('reads %s as %s', (declared, path) => {
    expect(artifactPath(declared)).toBe(path);
  });

  it.each([
    ['', 'INVALID_PATH'],
    ['.', 'INVALID_PATH'],
    ['a//b', 'INVALID_PATH'],
    ['a/', 'INVALID_PATH'],
    ['a\0b', 'INVALID_PATH'],
    ['a\nb', 'INVALID_PATH'],
    ['a\\b', 'INVALID_PATH'],
    ['\ud800', 'INVALID_PATH'],
    ['model\u202exnno.bin', 'INVALID_PATH'],
    ['a\u2066b', 'INVALID_PATH'],
    ['a\u200bb', 'INVALID_PATH'],
    ['a\u2028b', 'INVALID_PATH'],
    ['\ufeffa', 'INVALID_PATH'],
    ['a'.repeat(1025), 'INVALID_PATH'],
    ['..', 'PATH_OUTSIDE_ROOT'],
    ['a/../b', 'PATH_OUTSIDE_ROOT'],
    ['/a', 'PATH_OUTSIDE_ROOT'],
    ['c:a', 'PATH_OUTSIDE_ROOT'],
    ['./C:', 'PATH_OUTSIDE_ROOT'],
  ])('refuses %j as %s', (declared, code) => {
    expect(() => artifactPath(declared)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('never leads out of the folder', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', '/', '\\', 'C:', '~', '%2e%2e'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), parts => {
        let path: string;
        try {
          path = artifactPath(parts.join('/'));
        } catch {
          return;
        }
        const below = relative('/root', join('/root', path));
        expect(isAbsolute(below)).toBe(false);
        expect(below.split('/')).not.toContain('..');
        expect(below).not.toBe('');
        expect(artifactPath(path)).toBe(path);
      }),
    );
  });
});
