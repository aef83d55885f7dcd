import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { BomError } from './BomError';
import { canonicalManifest, manifestDigest } from './manifestDigest';

const sha256 = () => createHash('sha256');
const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof BomError) {
      return error.code;
    }
    throw error;
  }
  return 'none';
}

describe('manifestDigest', () => {
  it('hashes the list that it says, written out by hand', () => {
    const text = `[["a/model.onnx",12,"${A}"],["é.bin",0,"${B}"]]`;
    const files = [
      { path: 'é.bin', size: 0, sha256: B },
      { path: 'a/model.onnx', size: 12, sha256: A },
    ];
    expect(canonicalManifest(files)).toBe(text);
    expect(manifestDigest(files, sha256)).toBe(
      `sha256:${createHash('sha256').update(text).digest('hex')}`,
    );
  });

  it('sorts by UTF-8 bytes, not by UTF-16 units', () => {
    const files = [
      { path: '\u{1f600}', size: 1, sha256: A },
      { path: '\uff5e', size: 1, sha256: A },
    ];
    expect(canonicalManifest(files)).toBe(
      `[["\uff5e",1,"${A}"],["\u{1f600}",1,"${A}"]]`,
    );
  });

  it('does not depend on the order of the files and on nothing else than them', () => {
    const file = fc.record({
      path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}$/),
      size: fc.nat(),
      sha256: fc.constantFrom(A, B),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(file, { minLength: 1, selector: ({ path }) => path }),
        files => {
          const digest = manifestDigest(files, sha256);
          expect(manifestDigest([...files].reverse(), sha256)).toBe(digest);
          const [first, ...rest] = files;
          const grown = [{ ...first, size: first.size + 1 }, ...rest];
          expect(manifestDigest(grown, sha256)).not.toBe(digest);
        },
      ),
    );
  });

  it.each([
    ['NO_FILES', []],
    ['INVALID_PATH', [{ path: '../up', size: 1, sha256: A }]],
    ['INVALID_PATH', [{ path: '/etc/passwd', size: 1, sha256: A }]],
    ['INVALID_PATH', [{ path: 'a//b', size: 1, sha256: A }]],
    ['INVALID_PATH', [{ path: 'a\\b', size: 1, sha256: A }]],
    ['INVALID_PATH', [{ path: '\ud800', size: 1, sha256: A }]],
    [
      'DUPLICATE_PATH',
      [
        { path: 'a', size: 1, sha256: A },
        { path: 'a', size: 2, sha256: B },
      ],
    ],
    ['INVALID_SIZE', [{ path: 'a', size: 1.5, sha256: A }]],
    ['INVALID_SIZE', [{ path: 'a', size: -1, sha256: A }]],
    ['INVALID_SIZE', [{ path: 'a', size: 2 ** 53, sha256: A }]],
    ['INVALID_DIGEST', [{ path: 'a', size: 1, sha256: 'a'.repeat(64) }]],
  ])('refuses with %s', (code, files) => {
    expect(codeOf(() => manifestDigest(files, sha256))).toBe(code);
  });
});
