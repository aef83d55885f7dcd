import { Dimension, ValueInfo } from '../inspection/Inspection';
import { CompatibilityReason } from './difference';

type Direction = 'input' | 'output';

/** Types of TorchScript that have nothing inside; of all others the name does not say all. */
const SCALARS: readonly string[] = ['int', 'float', 'bool', 'str', 'None'];

/**
 * An input may become wider, for callers go on sending what they sent; an
 * output may become narrower, for callers can take all that it may be.
 */
export function judgeValues(
  direction: Direction,
  before: readonly ValueInfo[],
  after: readonly ValueInfo[],
  byPosition: boolean,
): CompatibilityReason[] {
  const reasons: CompatibilityReason[] = [];
  const present = new Map(after.map(value => [value.name, value]));
  const past = new Set(before.map(({ name }) => name));
  for (const was of before) {
    const is = present.get(was.name);
    reasons.push(
      ...(is
        ? judgeValue(direction, was, is)
        : [reason(direction, was.name, 'removed', 'breaking', 'is gone')]),
    );
  }
  for (const { name } of after) {
    // Nobody sends an input that did not exist; nobody reads such an output.
    if (!past.has(name) && direction === 'input') {
      reasons.push(
        reason(
          direction,
          name,
          'added',
          'breaking',
          'is new and must be given',
        ),
      );
    }
  }
  if (byPosition && direction === 'output' && after.length > before.length) {
    reasons.push({
      id: 'output-added',
      verdict: 'unknown',
      message: 'there are more outputs, and callers may unpack all of them',
    });
  }
  if (byPosition && reasons.length === 0 && isReordered(before, after)) {
    reasons.push({
      id: `${direction}-order`,
      verdict: 'breaking',
      message: `the ${direction}s come in another order, and callers may pass them by position`,
    });
  }
  return reasons;
}

function isReordered(
  before: readonly ValueInfo[],
  after: readonly ValueInfo[],
): boolean {
  return before.some(({ name }, i) => after[i]?.name !== name);
}

function judgeValue(
  direction: Direction,
  was: ValueInfo,
  is: ValueInfo,
): CompatibilityReason[] {
  const { name } = was;
  if (was.type !== is.type) {
    const text = `changes from ${was.type ?? 'tensor'} to ${
      is.type ?? 'tensor'
    }`;
    return [reason(direction, name, 'type', 'breaking', text)];
  }
  if (was.dtype !== is.dtype) {
    const verdict = was.dtype && is.dtype ? 'breaking' : 'unknown';
    const text = `changes from ${was.dtype ?? 'no stated type'} to ${
      is.dtype ?? 'no stated type'
    }`;
    return [reason(direction, name, 'dtype', verdict, text)];
  }
  if (was.type !== undefined) {
    const text = `is a ${was.type}, and neither model says more of it`;
    return SCALARS.includes(was.type)
      ? []
      : [reason(direction, name, 'type', 'unknown', text)];
  }
  return judgeShape(direction, name, was.shape ?? null, is.shape ?? null);
}

function judgeShape(
  direction: Direction,
  name: string,
  was: Dimension[] | null,
  is: Dimension[] | null,
): CompatibilityReason[] {
  const [wide, narrow] = direction === 'input' ? [is, was] : [was, is];
  if (wide === null || narrow === null) {
    const text = 'is of unknown rank in a model';
    return [reason(direction, name, 'shape', 'unknown', text)];
  }
  if (wide.length !== narrow.length) {
    const text = `changes its rank from ${was?.length} to ${is?.length}`;
    return [reason(direction, name, 'rank', 'breaking', text)];
  }
  return wide.flatMap((allowed, axis) => {
    const given = narrow[axis];
    if (allowed === null) {
      const text = `does not say its dimension ${axis}`;
      return [reason(direction, name, 'dimension', 'unknown', text)];
    }
    if (typeof allowed !== 'number' || allowed === given) {
      return [];
    }
    // An input that took any size now takes one; an output whose size is no
    // longer stated may still have the old one.
    const isOpen = typeof given !== 'number';
    const verdict = isOpen && direction === 'output' ? 'unknown' : 'breaking';
    const text = `changes dimension ${axis} from ${dimensionText(
      was?.[axis],
    )} to ${dimensionText(is?.[axis])}`;
    return [reason(direction, name, 'dimension', verdict, text)];
  });
}

function dimensionText(dimension: Dimension | undefined): string {
  return typeof dimension === 'number' ? String(dimension) : dimension || 'any';
}

function reason(
  direction: Direction,
  subject: string,
  what: string,
  verdict: CompatibilityReason['verdict'],
  text: string,
): CompatibilityReason {
  return {
    id: `${direction}-${what}`,
    verdict,
    message: `${direction} “${subject}” ${text}`,
    subject,
  };
}
