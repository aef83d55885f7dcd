import {
  PickleObject,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';

/** Calls that make as much as a number says, or as the product of a shape does. */
const SIZED =
  /^((builtins|__builtin__)\.(bytes|bytearray)|torch\.Tensor|torch\.(storage\.)?\w+Storage|numpy\.ndarray|numpy\._?core\.multiarray\._reconstruct)$/;
/** Calls that keep all that they iterate over. */
const COLLECTING =
  /^((builtins|__builtin__)\.(list|tuple|set|frozenset|dict|bytes|bytearray)|collections\.(deque|Counter|OrderedDict)|torch\.(Size|Tensor))$/;
const RANGE = /^(builtins\.range|__builtin__\.xrange)$/;

/** Elements for which a call makes room by its arguments alone, without having them. */
export function roomOf({ path, args }: PickleObject): number {
  if (path === undefined || !(args instanceof PickleSequence)) {
    return 0;
  }
  let room = 0;
  if (SIZED.test(path)) {
    // A shape stands apart or as the arguments; the type in front is no number.
    room = productOf(args.items);
    for (const item of args.items) {
      room = Math.max(room, shapeProduct(item));
    }
  }
  if (COLLECTING.test(path)) {
    for (const item of args.items) {
      room += rangeLength(item);
    }
  }
  return room;
}

function shapeProduct(value: PickleValue): number {
  if (value instanceof PickleSequence) {
    return productOf(value.items);
  }
  return value instanceof PickleObject && value.path === 'torch.Size'
    ? shapeProductOfCall(value)
    : 0;
}

function shapeProductOfCall({ args }: PickleObject): number {
  const shape = args instanceof PickleSequence ? args.items[0] : null;
  return shape instanceof PickleSequence ? productOf(shape.items) : 0;
}

/** Of the numbers among them; 0 where there is none. */
function productOf(values: readonly PickleValue[]): number {
  const sizes = values.map(numberOf).filter(size => size !== undefined);
  return sizes.length === 0
    ? 0
    : sizes.reduce((product, size) => product * size, 1);
}

function rangeLength(value: PickleValue): number {
  if (
    !(value instanceof PickleObject) ||
    !RANGE.test(value.path ?? '') ||
    !(value.args instanceof PickleSequence)
  ) {
    return 0;
  }
  const numbers = value.args.items.map(item => numberOf(item) ?? 0);
  const [start, stop, step] =
    numbers.length === 1 ? [0, numbers[0], 1] : [...numbers, 1];
  return Math.max(0, Math.ceil((stop - start) / (step || 1))) || 0;
}

function numberOf(value: PickleValue): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint'
    ? Number(value)
    : undefined;
}
