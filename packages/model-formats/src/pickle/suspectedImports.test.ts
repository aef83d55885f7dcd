import { resolveLimits } from '../inspection/limits';
import { randomOf } from '../__testUtils__/mutate';
import { bytesSource } from '../source/ByteSource';
import { FIRST_OPCODES, OP } from './OP';
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

describe('suspectedImports', () => {
  it('FIRST_OPCODES are those by which a stream that acts can begin', () => {
    const acting = [
      ...[OP.GLOBAL, ...ascii('os\nsystem\n')],
      ...[OP.EMPTY_TUPLE, OP.REDUCE, OP.STOP],
    ];
    // An argument of each kind.
    const args = [
      ...[0, 1, 2, 4, 8].map(length => Array(length).fill(0)),
      ...['1\n', "'a'\n", 'os\nsystem\n'].map(ascii),
    ];
    const begins = (first: number) =>
      args.some(bytes => finds(Uint8Array.from([first, ...bytes, ...acting])));
    for (let first = 0; first < 256; first++) {
      expect([first, begins(first)]).toEqual([
        first,
        FIRST_OPCODES[first] === 1,
      ]);
    }
  });

  it.each([
    ['a name without a stack', [OP.STACK_GLOBAL, 1, 2, 3]],
    ['a call of nothing', [OP.NONE, OP.REDUCE, OP.STOP]],
    ['what was never remembered', [OP.BINGET, 0, OP.STOP]],
    ['a value past the end', [OP.BINUNICODE, 0xff, 0xff, 0xff, 0x7f, 0x61]],
    ['an extension that is not called', [OP.EXT1, 1, OP.POP, OP.POP]],
    ['an extension that is imported only', [OP.EXT1, 1, OP.STOP]],
    ['a protocol to come', [OP.PROTO, 9, OP.STOP]],
  ])('finds nothing in %s', (_, bytes) => {
    expect(finds(Uint8Array.from(bytes))).toBe(false);
  });

  it('finds a stream that only imports, when it says what', () => {
    const line = [OP.GLOBAL, ...ascii('os\nsystem\n'), OP.STOP];
    const stacked = [
      ...[OP.SHORT_BINUNICODE, 2, ...ascii('os')],
      ...[OP.SHORT_BINUNICODE, 5, ...ascii('popen')],
      ...[OP.STACK_GLOBAL, OP.STOP],
    ];
    expect(imports(Uint8Array.from(line))).toEqual(['os.system']);
    expect(imports(Uint8Array.from(stacked))).toEqual(['os.popen']);
    // What a loader keeps outside may be a name.
    const outside = ascii('P1\nP2\n');
    const computed = [...outside, OP.STACK_GLOBAL, OP.EMPTY_TUPLE, OP.REDUCE];
    expect(finds(Uint8Array.from(computed))).toBe(true);
    // A number is no list of arguments: Python calls nothing.
    const called = [OP.EXT1, 1, OP.BININT1, 2, OP.REDUCE, OP.STOP];
    expect(finds(Uint8Array.from(called))).toBe(false);
    // Cut off, they import nothing that random weights could not.
    expect(finds(Uint8Array.from(line.slice(0, -1)))).toBe(false);
  });

  it('finds an extension that is called, and one behind a header', () => {
    const called = [OP.EXT1, 1, OP.EMPTY_TUPLE, OP.REDUCE, OP.STOP];
    const header = [OP.PROTO, 2, OP.EXT1, 1, OP.STOP];
    for (const bytes of [called, header]) {
      expect(imports(Uint8Array.from(bytes))).toEqual(['?.?']);
    }
  });

  it('finds nothing in random weights', () => {
    const random = randomOf(5);
    const weights = new Uint8Array(512);
    let streams = 0;
    const found: string[] = [];
    for (let i = 0; i < 400_000; i++) {
      // What a storage begins with decides; the rest is as random.
      for (let k = 0; k < 16; k++) {
        weights[(i * 16 + k) % 512] = random() * 256;
      }
      const storage = weights.subarray((i * 16) % 512);
      if (FIRST_OPCODES[storage[0]] === 1) {
        streams += 1;
        found.push(...imports(storage));
      }
    }
    expect(found).toEqual([]);
    expect(streams).toBeGreaterThan(40_000);
  });
});
