import fc from 'fast-check';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import {
  global,
  pickle,
  PROTO2,
  shortUnicode,
  unicode,
} from '../__testUtils__/pickle';
import { OP } from '../pickle/OP';

const inspectBytes = (bytes: Uint8Array) => inspect(bytesSource(bytes));
const found = (bytes: Uint8Array) =>
  inspectBytes(bytes).findings.map(
    ({ rule, severity, params }) =>
      `${severity} ${rule}${params ? ` ${params.import}` : ''}`,
  );

const SYSTEM = 'critical pickle/import os.system';
const call = [OP.MARK, ...unicode('id'), OP.TUPLE, OP.REDUCE];

/** A stream whose value is a byte string. */
const inBytes = (content: Uint8Array) =>
  pickle(PROTO2, OP.SHORT_BINBYTES, content.length, [...content], OP.STOP);

describe('pickleReader', () => {
  // pickle.dumps of lists, dicts, tuples, sets, numbers, texts and bytes.
  it.each([
    [
      0,
      '286470300a56610a70310a286c70320a49310a6146322e350a6156780a70330a614e614930310a614c313138303539313632303731373431313330333432344c0a612849310a49320a49330a49340a7470340a61732e',
    ],
    [
      1,
      '7d710058010000006171015d7102284b0147400400000000000058010000007871034e4930310a4c313138303539313632303731373431313330333432344c0a284b014b024b034b0474710465732e',
    ],
    [
      2,
      '80027d710058010000006171015d7102284b0147400400000000000058010000007871034e888a09000000000000000040284b014b024b034b0474710465732e',
    ],
    [
      3,
      '80037d71002858010000006171015d7102284b0147400400000000000058010000007871034e884302797a71048a09000000000000000040284b014b024b034b04747105655801000000737106636275696c74696e730a7365740a71075d71084b016185710952710a752e',
    ],
    [
      4,
      '80049543000000000000007d94288c0161945d94284b014740040000000000008c0178944e884302797a948a09000000000000000040284b014b024b034b047494658c0173948f94284b0190752e',
    ],
    [
      5,
      '80059543000000000000007d94288c0161945d94284b014740040000000000008c0178944e884302797a948a09000000000000000040284b014b024b034b047494658c0173948f94284b0190752e',
    ],
  ])('is clean for plain data of protocol %d', (_, hex) => {
    expect(inspectBytes(Buffer.from(hex, 'hex'))).toMatchObject({
      format: 'pickle',
      status: 'clean',
    });
  });

  it.each([
    ['GLOBAL', pickle(PROTO2, global('os', 'system'), call, OP.STOP)],
    ['GLOBAL without a protocol header', pickle("cos\nsystem\n(S'id'\ntR.")],
    ['INST', pickle("(S'id'\nios\nsystem\n.")],
    [
      'OBJ whose result is popped',
      pickle(
        PROTO2,
        OP.MARK,
        global('os', 'system'),
        unicode('id'),
        OP.OBJ,
        OP.POP,
        OP.NONE,
        OP.STOP,
      ),
    ],
    [
      'STACK_GLOBAL',
      pickle(
        OP.PROTO,
        4,
        shortUnicode('os'),
        shortUnicode('system'),
        OP.STACK_GLOBAL,
        call,
        OP.STOP,
      ),
    ],
    [
      'STACK_GLOBAL with its names from the memo behind a decoy',
      pickle(
        OP.PROTO,
        4,
        shortUnicode('os'),
        OP.MEMOIZE,
        OP.POP,
        shortUnicode('system'),
        OP.MEMOIZE,
        OP.POP,
        shortUnicode('collections'),
        OP.POP,
        OP.BINGET,
        0,
        OP.BINGET,
        1,
        OP.STACK_GLOBAL,
        call,
        OP.STOP,
      ),
    ],
    [
      'a second stream after STOP',
      pickle(
        PROTO2,
        OP.NONE,
        OP.STOP,
        PROTO2,
        global('os', 'system'),
        call,
        OP.STOP,
      ),
    ],
  ])('sees %s', (_, bytes) => {
    expect(found(bytes)).toContain(SYSTEM);
  });

  it.each([
    ['raw', pickle(global('os', 'system'), call, OP.STOP)],
    ['with header', pickle(PROTO2, global('os', 'system'), call, OP.STOP)],
    [
      'in bytes of bytes',
      inBytes(pickle(PROTO2, global('os', 'system'), call, OP.STOP)),
    ],
  ])('sees a stream inside a byte string: %s', (_, inner) => {
    expect(found(inBytes(inner))).toContain('critical pickle/nested os.system');
  });

  it('reports names that are only known at run time', () => {
    const computed = pickle(
      OP.PROTO,
      4,
      OP.NONE,
      OP.NONE,
      OP.STACK_GLOBAL,
      OP.STOP,
    );
    expect(found(computed)).toEqual(['critical pickle/import ?.?']);
    expect(found(pickle(PROTO2, OP.EXT1, 7, OP.STOP))).toEqual([
      'critical pickle/import ?.?',
    ]);
  });

  it('reports the import before a stream breaks', () => {
    const broken = pickle(PROTO2, global('os', 'system'), call, 0xff, 'junk');
    expect(inspectBytes(broken)).toMatchObject({
      status: 'failed',
      findings: [
        { rule: 'pickle/import', severity: 'critical' },
        { rule: 'pickle/broken' },
      ],
      error: { code: 'MALFORMED' },
    });
  });

  it('reports a call of something that was called before', () => {
    const bytes = pickle(
      PROTO2,
      global('collections', 'OrderedDict'),
      OP.EMPTY_TUPLE,
      OP.REDUCE,
      OP.EMPTY_TUPLE,
      OP.REDUCE,
      OP.STOP,
    );
    expect(found(bytes)).toEqual(['high pickle/indirect-call']);
  });

  it('fails on bytes that follow and are no stream', () => {
    expect(
      inspectBytes(pickle(PROTO2, OP.NONE, OP.STOP, '\0\0')),
    ).toMatchObject({
      status: 'failed',
      findings: [{ rule: 'pickle/several-streams' }, { rule: 'pickle/broken' }],
      error: { code: 'MALFORMED' },
    });
  });

  it.each([
    ['an empty stack', pickle(PROTO2, OP.REDUCE, OP.STOP)],
    ['a missing mark', pickle(PROTO2, OP.TUPLE, OP.STOP)],
    ['a mark as value', pickle(PROTO2, OP.MARK, OP.STOP)],
    ['an unset memo', pickle(PROTO2, OP.BINGET, 9, OP.STOP)],
    [
      'a key without a value',
      pickle(PROTO2, OP.EMPTY_DICT, OP.MARK, OP.NONE, OP.SETITEMS, OP.STOP),
    ],
    [
      'a negative length',
      pickle(PROTO2, OP.BINUNICODE, [0xff, 0xff, 0xff, 0xff], OP.STOP),
    ],
  ])('fails on %s', (_, bytes) => {
    expect(inspectBytes(bytes).error?.code).toBe('MALFORMED');
  });

  it('fails on a value longer than the file', () => {
    expect(
      inspectBytes(
        pickle(
          PROTO2,
          Array.from({ length: 8 }, () => OP.NONE),
          OP.BINUNICODE,
          [0, 0, 0, 0x40],
        ),
      ).error?.code,
    ).toBe('TRUNCATED');
  });

  it('stops at its limits', () => {
    const bytes = pickle(
      PROTO2,
      Array.from({ length: 50 }, () => OP.EMPTY_DICT),
      OP.STOP,
    );
    for (const limits of [{ pickleValues: 10 }, { pickleOpcodes: 10 }]) {
      expect(inspect(bytesSource(bytes), { limits }).error?.code).toBe(
        'LIMIT_EXCEEDED',
      );
    }
  });

  it('never throws and never calls a prefix with an import clean', () => {
    const head = pickle(PROTO2, global('posix', 'system'), call);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), tail => {
        const { status, error } = inspectBytes(
          Uint8Array.from([...head, ...tail]),
        );
        expect(status).not.toBe('clean');
        expect(error?.code).not.toBe('INTERNAL');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['an extension without a header', [OP.EXT1, 7, 0xd3, 0x11, 0x90, 0x42]],
    ['a header and an opcode', [...PROTO2, OP.NONE, 0xd3, 0x11, 0x90]],
    ['a value and STOP', [OP.BININT1, 7, OP.STOP, 0x90, 0x42, 0xd3]],
    ['a text longer than the file', [OP.BINUNICODE, 0, 0, 0, 0x40, 1, 2]],
  ])('7: does not take weights for a stream that begin with %s', (_, bytes) => {
    expect(inspectBytes(Uint8Array.from(bytes))).toMatchObject({
      format: 'unknown',
      status: 'unsupported',
      findings: [],
    });
  });
});
