import { torchStateDict } from '../__testUtils__/torchStateDict';
import { FormatError } from '../inspection/FormatError';
import { resolveLimits } from '../inspection/limits';
import { ByteCursor } from '../source/ByteCursor';
import { bytesSource } from '../source/ByteSource';
import { OP } from './OP';
import { PickleMachine } from './PickleMachine';
import {
  PickleDict,
  PickleObject,
  PickleSequence,
  PickleValue,
} from './PickleValue';

const LIMITS = resolveLimits();

function run(bytes: Uint8Array, limits = LIMITS) {
  const calls: (string | undefined)[] = [];
  const cursor = new ByteCursor(bytesSource(bytes));
  const machine = new PickleMachine(cursor, limits, {
    onImport() {},
    onCall: ({ path }) => calls.push(path),
  });
  const value = machine.run();
  const { executed } = machine;
  return { value, calls, executed, position: cursor.position };
}

/** Code of the error that ends the stream; every other exception is passed on. */
function failure(bytes: Uint8Array, limits = LIMITS): string | undefined {
  try {
    run(bytes, limits);
    return undefined;
  } catch (error) {
    if (error instanceof FormatError) {
      return error.code;
    }
    throw error;
  }
}

function items(value: PickleValue): PickleValue[] {
  if (value instanceof PickleSequence) {
    return value.items;
  }
  throw new Error('a tuple expected');
}

const TENSORS = [
  { name: 'embed.weight', shape: [300, 4] },
  { name: 'layers.0.conv.weight', shape: [2, 3, 5, 7] },
  { name: 'layers.0.num_batches_tracked', shape: [] },
  { name: 'layers.0.norm.weight', shape: [70_000] },
  { name: 'layers.0.norm.bias', shape: [2, 2, 2] },
  { name: 'a_name_of_one_run_that_could_be_encoded', shape: [9] },
  { name: 'head.weight', shape: [4, 4] },
];

/** All of the memo in a tuple. */
const memoTuple = (length: number) => [
  OP.MARK,
  ...Array.from({ length }, (_, i) => [OP.BINGET, i]).flat(),
  OP.TUPLE,
];
const STREAM = torchStateDict(TENSORS, length => [
  ...memoTuple(length),
  OP.TUPLE2,
]);

describe('PickleMachine', () => {
  it('reads a state_dict as torch.save writes it', () => {
    const { value, calls, position } = run(STREAM);
    expect(position).toBe(STREAM.length);
    expect(calls).toEqual(
      TENSORS.flatMap(() => [
        'collections.OrderedDict',
        'torch._utils._rebuild_tensor_v2',
      ]),
    );
    const [dict, memo] = items(value);
    const entries = dict instanceof PickleDict ? dict.entries : [];
    expect(
      entries.map(([name, tensor]) => ({
        name,
        shape:
          tensor instanceof PickleObject &&
          items(items(tensor.args)[2] ?? null),
      })),
    ).toEqual(TENSORS);
    // What is shared in the stream is shared: the memo has the same objects.
    expect(items(memo)[0]).toBe(dict);
    for (const [, tensor] of entries) {
      expect(items(memo).includes(tensor)).toBe(true);
    }
  });

  it('fails with a code wherever the stream is cut', () => {
    for (let length = 0; length < STREAM.length; length++) {
      expect(failure(STREAM.subarray(0, length))).toMatch(
        /^(TRUNCATED|MALFORMED)$/,
      );
    }
  });

  it('throws nothing else after any change of a byte', () => {
    const others = [OP.MARK, OP.BINPUT, OP.BINGET, OP.BININT1, OP.TUPLE, 0, 3];
    const codes = new Set<string | undefined>();
    for (let at = 0; at < STREAM.length; at++) {
      const changed = Uint8Array.from(STREAM);
      const byte = STREAM[at];
      const flips = Array.from({ length: 8 }, (_, bit) => byte ^ (1 << bit));
      for (const value of new Set([...flips, ...others])) {
        changed[at] = value;
        codes.add(failure(changed));
      }
    }
    expect([...codes].sort()).toEqual([
      'INTEGER_OVERFLOW',
      'MALFORMED',
      'TRUNCATED',
      undefined,
    ]);
  });

  it('recalls what was put last where something else was remembered', () => {
    const tensors = [
      { name: 'a', shape: [2] },
      { name: 'b', shape: [3, 4] },
    ];
    for (let from = 0; from < 20; from++) {
      for (let to = 0; to < 24; to++) {
        const stream = torchStateDict(tensors, length => [
          ...[OP.BINGET, from, OP.BINPUT, to],
          ...memoTuple(length),
          OP.TUPLE3,
        ]);
        const [, put, memo] = items(run(stream).value);
        const length = items(memo).length;
        expect(items(memo)[from]).toBe(put);
        // Behind the end of the memo nobody recalls it.
        expect(to < length ? items(memo)[to] : put).toBe(put);
      }
    }
  });

  it('stops at its limits', () => {
    const { executed } = run(STREAM);
    for (let limit = 1; limit <= executed; limit++) {
      expect(failure(STREAM, { ...LIMITS, pickleOpcodes: limit })).toBe(
        'LIMIT_EXCEEDED',
      );
    }
    const enough = { ...LIMITS, pickleOpcodes: executed + 1 };
    expect(failure(STREAM, enough)).toBeUndefined();
    expect(failure(STREAM, { ...LIMITS, pickleValues: 60 })).toBe(
      'LIMIT_EXCEEDED',
    );
  });
});
