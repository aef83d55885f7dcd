import { isDeepStrictEqual } from 'node:util';
import { torchStateDict } from '../__testUtils__/torchStateDict';
import { FormatError } from '../inspection/FormatError';
import { resolveLimits } from '../inspection/limits';
import { ByteCursor } from '../source/ByteCursor';
import { bytesSource } from '../source/ByteSource';
import { OP, TORCH_OPCODES } from './OP';
import { PickleMachine } from './PickleMachine';
import {
  PickleDict,
  PickleObject,
  PicklePersistent,
  PickleSequence,
} from './PickleValue';
import { PickleVisitor } from './PickleVisitor';

const LIMITS = resolveLimits();

/** The same machine without steps of several opcodes. */
class OneByOne extends PickleMachine {
  protected override tensors(): number {
    return 0;
  }
}

/** All that `value` holds, shared where it is shared, without classes of its own for tensors. */
function plainOf(value: unknown, known = new Map<unknown, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (!known.has(value)) {
    const plain: Record<string, unknown> = {};
    known.set(value, plain);
    const of = (part: unknown) => plainOf(part, known);
    if (value instanceof PickleObject) {
      const { callee, args, state, pairs, items } = value;
      plain.object = [callee, args, state, ...pairs, null, ...items].map(of);
    } else if (value instanceof PickleDict) {
      plain.dict = value.pairs.map(of);
    } else if (value instanceof PickleSequence) {
      plain[value.kind] = value.items.map(of);
    } else if (value instanceof PicklePersistent) {
      plain.persistent = of(value.id);
    } else {
      plain.other = value;
    }
  }
  return known.get(value);
}

/** Everything that one can see of a run. */
function outcome(
  Machine: typeof PickleMachine,
  bytes: Uint8Array,
  limits = LIMITS,
) {
  const heard: unknown[] = [];
  const visitor: PickleVisitor = {
    usualOpcodes: TORCH_OPCODES,
    onImport: (...args) => heard.push(['import', ...args]),
    onUnusualOpcode: (...args) => heard.push(['opcode', ...args]),
    onCall: ({ path }, offset) => heard.push(['call', path, offset]),
    onIndirectCall: offset => heard.push(['indirect', offset]),
    onChange: offset => heard.push(['change', offset]),
    onText(...args) {
      // Names in which nothing can hide need not be told.
      if (/[\w+/-]{24}|[^ -~]/.test(args[0])) {
        heard.push(['text', ...args]);
      }
    },
    onBytes: (...args) => heard.push(['bytes', ...args]),
  };
  const cursor = new ByteCursor(bytesSource(bytes));
  const machine = new Machine(cursor, limits, visitor);
  let value: unknown;
  let error: unknown;
  try {
    value = machine.run();
  } catch (cause) {
    expect(cause).toBeInstanceOf(FormatError);
    const { code, message, offset } = cause as FormatError;
    error = { code, message, offset };
  }
  const { position } = cursor;
  return {
    heard,
    value: plainOf(value),
    error,
    position,
    executed: machine.executed,
  };
}

function isSame(bytes: Uint8Array, limits?: typeof LIMITS): boolean {
  return isDeepStrictEqual(
    outcome(PickleMachine, bytes, limits),
    outcome(OneByOne, bytes, limits),
  );
}

/** Ends with all of the memo in a tuple, so that it is compared as well. */
const STREAM = torchStateDict(
  [
    { name: 'embed.weight', shape: [300, 4] },
    { name: 'layers.0.conv.weight', shape: [2, 3, 5, 7] },
    { name: 'layers.0.num_batches_tracked', shape: [] },
    { name: 'layers.0.norm.weight', shape: [70_000] },
    { name: 'layers.0.norm.bias', shape: [2, 2, 2] },
    { name: 'a_name_of_one_run_that_could_be_encoded', shape: [9] },
    { name: 'head.weight', shape: [4, 4] },
  ],
  length => [
    OP.MARK,
    ...Array.from({ length }, (_, i) => [OP.BINGET, i]).flat(),
    OP.TUPLE,
    OP.TUPLE2,
  ],
);

describe('PickleTensors', () => {
  it('takes whole tensors', () => {
    const steps: number[] = [];
    class Counting extends PickleMachine {
      protected override tensors(executed: number): number {
        const taken = super.tensors(executed);
        steps.push(taken);
        return taken;
      }
    }
    const { error, executed } = outcome(Counting, STREAM);
    expect(error).toBeUndefined();
    const inSteps = steps.reduce((a, b) => a + b);
    expect(inSteps).toBeGreaterThan(100);
    expect(inSteps).toBeLessThan(executed);
  });

  it('reads what the machine reads, opcode by opcode', () => {
    const differing: number[] = [];
    for (let length = 0; length <= STREAM.length; length++) {
      if (!isSame(STREAM.subarray(0, length))) {
        differing.push(length);
      }
    }
    expect(differing).toEqual([]);
  });

  it('reads the same after every change of a byte', () => {
    const others = [OP.MARK, OP.BINPUT, OP.BINGET, OP.BININT1, OP.TUPLE, 0, 3];
    const differing: { at: number; value: number }[] = [];
    for (let at = 0; at < STREAM.length; at++) {
      const changed = Uint8Array.from(STREAM);
      const byte = STREAM[at];
      const flips = Array.from({ length: 8 }, (_, bit) => byte ^ (1 << bit));
      for (const value of new Set([...flips, ...others])) {
        changed[at] = value;
        if (!isSame(changed)) {
          differing.push({ at, value });
        }
      }
    }
    expect(differing).toEqual([]);
  });

  it('has the same memo when something else is put into it', () => {
    const differing: string[] = [];
    const tensors = [
      { name: 'a', shape: [2] },
      { name: 'b', shape: [3, 4] },
    ];
    for (let from = 0; from < 20; from++) {
      for (let to = 0; to < 24; to++) {
        const stream = torchStateDict(tensors, length => [
          ...[OP.BINGET, from, OP.BINPUT, to, OP.MARK],
          ...Array.from({ length }, (_, i) => [OP.BINGET, i]).flat(),
          OP.TUPLE,
          OP.TUPLE3,
        ]);
        if (!isSame(stream)) {
          differing.push(`${from} to ${to}`);
        }
      }
    }
    expect(differing).toEqual([]);
  });

  it('stops at the same limit', () => {
    // Near a limit no steps are made: only what follows many shows a wrong count.
    const stream = torchStateDict(
      Array.from({ length: 30 }, (_, i) => ({
        name: `layers.${i}.weight`,
        shape: i % 2 === 0 ? [4, 4] : [2, 2, 2, 2],
      })),
    );
    const { executed } = outcome(OneByOne, stream);
    const differing: number[] = [];
    for (let limit = 1; limit <= executed + 2; limit++) {
      if (
        !isSame(stream, { ...LIMITS, pickleOpcodes: limit }) ||
        !isSame(stream, { ...LIMITS, pickleValues: limit })
      ) {
        differing.push(limit);
      }
    }
    expect(differing).toEqual([]);
  });
});
