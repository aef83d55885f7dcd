import { gzipSync } from 'fflate';
import {
  global,
  PAYLOAD,
  pickle,
  PROTO2,
  unicode,
} from '../__testUtils__/pickle';
import { inspect } from '../inspect';
import { Limits } from '../inspection/limits';
import { bytesSource } from '../source/ByteSource';
import { OP } from '../pickle/OP';

const repeat = (part: readonly number[], count: number) =>
  new Uint8Array(Buffer.alloc(part.length * count, Buffer.from(part)));
const look = (bytes: Uint8Array, limits?: Partial<Limits>) =>
  inspect(bytesSource(bytes), limits ? { limits } : {});
const rulesOf = (bytes: Uint8Array, limits?: Partial<Limits>) =>
  look(bytes, limits).findings.map(({ rule }) => rule);

describe('limits of the scan', () => {
  it('bounds what may be a pickle by the sum, and says so once', () => {
    const bytes = Buffer.concat([
      pickle(PROTO2, Array(8).fill(OP.NONE), 0xff),
      repeat([OP.PROTO, 2], 5_000),
    ]);
    expect(
      rulesOf(bytes, { suspectedOpcodes: 6_000 }).filter(
        rule => rule === 'pickle/endless',
      ),
    ).toHaveLength(1);
  });

  it('reads pickles in pickles, and says once where it stops', () => {
    const wrapped = (levels: number): Uint8Array => {
      let bytes: Uint8Array = pickle(PROTO2, unicode('no stream'), OP.STOP);
      for (let i = 0; i < levels; i++) {
        bytes = pickle(
          ...[PROTO2, OP.BINBYTES, bytes.length, [0, 0, 0], [...bytes]],
          OP.STOP,
        );
      }
      return bytes;
    };
    expect(rulesOf(wrapped(4))).toEqual([]);
    expect(rulesOf(wrapped(9))).toEqual(['pickle/endless']);
  });

  it('bounds the stack, whatever fills it', () => {
    const bytes = pickle(PROTO2, OP.NONE, [...repeat([OP.DUP], 300)], OP.STOP);
    expect(look(bytes, { pickleValues: 100 }).error?.code).toBe(
      'LIMIT_EXCEEDED',
    );
  });

  it('reads encoded runs of megabytes', () => {
    const text = `${'A'.repeat(3_000_000)} ${Buffer.from(PAYLOAD).toString(
      'base64',
    )}`;
    const bytes = pickle(PROTO2, unicode('x'), OP.POP);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    expect(
      rulesOf(
        Buffer.concat([
          bytes,
          Buffer.from([OP.BINUNICODE]),
          length,
          Buffer.from(text),
          Buffer.from([OP.STOP]),
        ]),
      ),
    ).toContain('pickle/nested');
  });

  it('fails when a wrapper inflates to more than is held', () => {
    const bytes = gzipSync(new Uint8Array(100_000));
    for (const limits of [{ memberBytes: 1_000 }, { inflatedBytes: 1_000 }]) {
      expect(look(bytes, limits).error?.code).toBe('LIMIT_EXCEEDED');
    }
  });

  it('steps over the arrays of joblib and reads on', () => {
    const array = (dtype: string, data: readonly number[]) =>
      pickle(
        PROTO2,
        global('joblib.numpy_pickle', 'NumpyArrayWrapper'),
        OP.EMPTY_TUPLE,
        OP.NEWOBJ,
        OP.EMPTY_DICT,
        OP.MARK,
        unicode('shape'),
        OP.BININT1,
        2,
        OP.TUPLE1,
        unicode('dtype'),
        global('numpy', 'dtype'),
        unicode(dtype),
        OP.TUPLE1,
        OP.REDUCE,
        OP.SETITEMS,
        OP.BUILD,
        data,
        OP.POP,
        global('os', 'system'),
        OP.STOP,
      );
    const imports = (bytes: Uint8Array) =>
      look(bytes).findings.map(({ params }) => params?.import);
    expect(imports(array('f4', [1, 2, 3, 4, 5, 6, 7, 8]))).toEqual([
      'joblib.numpy_pickle.NumpyArrayWrapper',
      'os.system',
    ]);
    expect(imports(array('O8', [...PAYLOAD]))).toContain('os.system');
    expect(look(array('zz', [1])).status).toBe('failed');
  });
});
