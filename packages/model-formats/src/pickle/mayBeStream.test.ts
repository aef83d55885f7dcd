import fc from 'fast-check';
import { resolveLimits } from '../inspection/limits';
import { randomOf } from '../__testUtils__/mutate';
import { bytesSource } from '../source/ByteSource';
import { mayBeStream } from './mayBeStream';
import { OP } from './OP';
import { suspectedImports } from './suspectedImports';

const LIMITS = resolveLimits();
const ascii = (text: string) => [...text].map(c => c.charCodeAt(0));

/** What is imported by a stream that acts. */
function imports(bytes: Uint8Array): string[] {
  const budget = { opcodes: LIMITS.suspectedOpcodes };
  const ignore = { onBytes() {}, onText() {} };
  const source = bytesSource(bytes);
  const suspicion = suspectedImports(source, false, LIMITS, budget, ignore);
  return suspicion.import ? [suspicion.import.path] : [];
}

/** Whether the machine finds an import that acts, or a value of some length. */
function finds(bytes: Uint8Array): boolean {
  let heard = false;
  const { import: found, endless } = suspectedImports(
    bytesSource(bytes),
    false,
    LIMITS,
    { opcodes: LIMITS.suspectedOpcodes },
    {
      onBytes: (_, length) => {
        heard ||= length >= 6;
      },
      onText() {},
    },
  );
  return heard || endless || found !== undefined;
}

/** Without the two whose names have a check of their own. */
const CODES = Object.values(OP).filter(
  code => code !== OP.GLOBAL && code !== OP.INST,
);

/** Opcodes that are known, with arguments that are often right. */
const PART = fc.oneof(
  fc.constantFrom(...CODES).map(code => [code]),
  fc.constantFrom(
    [OP.PROTO, 2],
    [OP.BININT1, 7],
    [OP.SHORT_BINUNICODE, 5, ...ascii('posix')],
    [OP.GLOBAL, ...ascii('os\nsystem\n')],
    [OP.INST, ...ascii('os\nsystem\n')],
    [OP.STRING, ...ascii("'cmd'\n")],
    [OP.INT, ...ascii('12\n')],
    [OP.EXT1, 3],
    [OP.BINPUT, 0],
    [OP.BINGET, 0],
    [OP.EMPTY_TUPLE],
    [OP.MARK],
    [OP.REDUCE],
    [OP.STOP],
  ),
);

describe('mayBeStream', () => {
  it('is never false where the machine hears of an import that acts', () => {
    fc.assert(
      fc.property(fc.array(PART, { maxLength: 14 }), parts => {
        const bytes = Uint8Array.from(parts.flat());
        fc.pre(bytes.length > 0 && !mayBeStream(bytes, bytes.length));
        expect(finds(bytes)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a name without a stack', [OP.STACK_GLOBAL, 1, 2, 3]],
    ['a call of nothing', [OP.NONE, OP.REDUCE, OP.STOP]],
    ['what was never remembered', [OP.BINGET, 0, OP.STOP]],
    ['a value past the end', [OP.BINUNICODE, 0xff, 0xff, 0xff, 0x7f, 0x61]],
    ['an extension that is not called', [OP.EXT1, 1, OP.POP, OP.POP]],
    ['an extension that is imported only', [OP.EXT1, 1, OP.STOP]],
    ['a protocol to come', [OP.PROTO, 9, OP.STOP]],
  ])('is false for %s', (_, bytes) => {
    expect(mayBeStream(Uint8Array.from(bytes), bytes.length)).toBe(false);
  });

  it('is true for a stream that only imports, when it says what', () => {
    const line = [OP.GLOBAL, ...ascii('os\nsystem\n'), OP.STOP];
    const stacked = [
      ...[OP.SHORT_BINUNICODE, 2, ...ascii('os')],
      ...[OP.SHORT_BINUNICODE, 5, ...ascii('popen')],
      ...[OP.STACK_GLOBAL, OP.STOP],
    ];
    for (const bytes of [line, stacked].map(codes => Uint8Array.from(codes))) {
      expect(mayBeStream(bytes, bytes.length)).toBe(true);
      expect(finds(bytes)).toBe(true);
    }
    // What a loader keeps outside may be a name.
    const outside = ascii('P1\nP2\n');
    const computed = [...outside, OP.STACK_GLOBAL, OP.EMPTY_TUPLE, OP.REDUCE];
    expect(finds(Uint8Array.from(computed))).toBe(true);
    // A number is no list of arguments: Python calls nothing.
    const called = [OP.EXT1, 1, OP.BININT1, 2, OP.REDUCE, OP.STOP];
    expect(finds(Uint8Array.from(called))).toBe(false);
    // Cut off, they import nothing that random weights could not.
    expect(finds(Uint8Array.from(line.slice(0, -1)))).toBe(false);
    expect(finds(Uint8Array.of(OP.EXT1, 1, OP.STOP))).toBe(false);
  });

  it('is true for an extension that is called, and for one behind a header', () => {
    const called = [OP.EXT1, 1, OP.EMPTY_TUPLE, OP.REDUCE, OP.STOP];
    const header = [OP.PROTO, 2, OP.EXT1, 1, OP.POP, OP.POP];
    const next = [OP.EXT1, 1, OP.STOP, OP.PROTO, 2, OP.POP];
    for (const bytes of [called, header, next]) {
      expect(mayBeStream(Uint8Array.from(bytes), bytes.length)).toBe(true);
    }
  });

  it('and the machine find nothing in random weights', () => {
    const random = randomOf(5);
    const weights = new Uint8Array(512);
    let suspected = 0;
    const found: string[] = [];
    for (let i = 0; i < 400_000; i++) {
      // What a storage begins with decides; the rest is as random.
      for (let k = 0; k < 16; k++) {
        weights[(i * 16 + k) % 512] = random() * 256;
      }
      const storage = weights.subarray((i * 16) % 512);
      if (mayBeStream(storage, storage.length)) {
        suspected += 1;
        found.push(...imports(storage));
      }
    }
    expect(found).toEqual([]);
    expect(suspected).toBeGreaterThan(100);
  });
});
