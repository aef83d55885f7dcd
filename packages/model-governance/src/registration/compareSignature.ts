import type {
  Dimension,
  Inspection,
  ValueInfo,
} from '@ml-models/model-formats';
import { MAX_COMPARED_VALUES } from '../limits';
import { quote } from '../quote';
import type { Problem } from './Problem';

/** `unknown`: one side says nothing that could be compared. @public */
export interface SignatureComparison {
  outcome: 'passed' | 'failed' | 'unknown';
  problems: Problem[];
}

/** @public */
export type SignatureSide = 'inputs' | 'outputs';

/**
 * Whether what an entity declares and what its files state can both be true.
 * A dimension that is `null`, symbolic or negative fits any other; names,
 * dtypes, ranks and numbers must agree. A tensor that the file has and the
 * declaration does not name contradicts it too.
 *
 * With several stated signatures (TFLite signatures, an encoder beside a
 * decoder) it is enough that one of them agrees; else the problems are those
 * of the one that comes closest.
 * @public
 */
export function compareSignature(
  side: SignatureSide,
  declared: unknown,
  inspections: readonly Inspection[],
): SignatureComparison {
  const values = declaredValues(declared);
  const perFile = inspections
    .filter(({ status }) => status !== 'failed')
    .map(inspection => stated(side, inspection))
    .filter(lists => lists.length > 0);
  const candidates = perFile.flat();
  if (values.length === 0 || candidates.length === 0) {
    return { outcome: 'unknown', problems: [] };
  }
  const problems = [
    ...candidates,
    ...(perFile.length > 1 ? [together(candidates)] : []),
  ]
    .map(({ found, complete }) => compare(side, values, found, complete))
    .reduce((best, next) => (next.length < best.length ? next : best));
  return {
    outcome: problems.length === 0 ? 'passed' : 'failed',
    problems,
  };
}

interface Candidate {
  found: readonly ValueInfo[];
  /** false when the declaration may name fewer than all */
  complete: boolean;
}

/**
 * Only lists in which every value has a name of the file's own: the others
 * state an order at most. `forward` of TorchScript returns values without
 * names, so those in an inspection are ours.
 */
function stated(side: SignatureSide, inspection: Inspection): Candidate[] {
  if (side === 'outputs' && inspection.format === 'torchscript') {
    return [];
  }
  const lists = [
    inspection[side] ?? [],
    ...(inspection.signatures ?? []).map(signature => signature[side]),
  ];
  return lists
    .filter(list => list.length > 0 && list.every(({ name }) => name !== ''))
    .map(found => ({ found, complete: true }));
}

/** A declaration for several files together, each value in one of them. */
function together(candidates: readonly Candidate[]): Candidate {
  return { found: candidates.flatMap(({ found }) => found), complete: false };
}

function compare(
  side: SignatureSide,
  declared: readonly ValueInfo[],
  found: readonly ValueInfo[],
  complete: boolean,
): Problem[] {
  const foundByName = new Map(found.map(value => [value.name, value]));
  const declaredNames = new Set(declared.map(({ name }) => name));
  const contradicted = declared.flatMap(value => {
    const other = foundByName.get(value.name);
    return other
      ? compareValue(side, value, other)
      : [
          problem(side, value.name, {
            message: `the file has no ${noun(side)} “${quote(value.name)}”`,
            reason: 'not-found',
          }),
        ];
  });
  const unnamed = complete
    ? found
        .filter(({ name, dtype }) => dtype && !declaredNames.has(name))
        .map(({ name }) =>
          problem(side, name, {
            message: `the file's ${noun(side)} “${quote(
              name,
            )}” is not declared`,
            reason: 'not-declared',
          }),
        )
    : [];
  return [...contradicted, ...unnamed];
}

/** Kinds of ONNX values that are no tensor; a type of TorchScript may hold one. */
const NO_TENSOR: ReadonlySet<string> = new Set(['sequence', 'map', 'opaque']);

function compareValue(
  side: SignatureSide,
  declared: ValueInfo,
  found: ValueInfo,
): Problem[] {
  const name = declared.name;
  const differs = (reason: string, mine: string, theirs: string): Problem[] => [
    problem(side, name, {
      message: `${noun(side)} “${quote(name)}”: ${reason} ${quote(
        mine,
      )} is declared, the file has ${quote(theirs)}`,
      reason,
      declared: quote(mine),
      found: quote(theirs),
    }),
  ];
  if (
    declared.dtype &&
    found.dtype &&
    declared.dtype.toLowerCase() !== found.dtype.toLowerCase()
  ) {
    return differs('dtype', declared.dtype, found.dtype);
  }
  if (NO_TENSOR.has(found.type ?? '') && (declared.dtype || declared.shape)) {
    return differs('kind', 'tensor', found.type ?? '');
  }
  const [mine, theirs] = [declared.shape, found.shape];
  if (!mine || !theirs) {
    return [];
  }
  if (mine.length !== theirs.length) {
    return differs('rank', String(mine.length), String(theirs.length));
  }
  return mine.every((dimension, i) => fits(dimension, theirs[i]))
    ? []
    : differs('shape', shapeText(mine), shapeText(theirs));
}

/** Frameworks write -1 for a dimension that is not fixed. */
function fits(a: Dimension, b: Dimension): boolean {
  return (
    typeof a !== 'number' || typeof b !== 'number' || a < 0 || b < 0 || a === b
  );
}

function shapeText(shape: readonly Dimension[]): string {
  return `[${shape.map(dimension => dimension ?? '?').join(', ')}]`;
}

function problem(
  side: SignatureSide,
  name: string,
  { message, ...params }: { message: string; [key: string]: string },
): Problem {
  return side === 'inputs'
    ? {
        code: 'INPUT_MISMATCH',
        field: 'input_shape',
        message,
        params: { name: quote(name), ...params },
      }
    : {
        code: 'OUTPUT_MISMATCH',
        field: 'output_schema',
        message,
        params: { name: quote(name), ...params },
      };
}

function noun(side: SignatureSide): string {
  return side === 'inputs' ? 'input' : 'output';
}

/** What can be read of a declaration; the rest is `INVALID_FIELD` elsewhere. */
function declaredValues(declared: unknown): ValueInfo[] {
  if (!Array.isArray(declared)) {
    return [];
  }
  return declared.slice(0, MAX_COMPARED_VALUES).flatMap((item): ValueInfo[] => {
    if (typeof item?.name !== 'string') {
      return [];
    }
    const { name, dtype, shape } = item;
    return [
      {
        name,
        ...(typeof dtype === 'string' ? { dtype } : {}),
        ...(Array.isArray(shape) ? { shape: shape.map(dimensionOf) } : {}),
      },
    ];
  });
}

/** A number written as text is a number, else a quoted `"3"` would fit anything. */
function dimensionOf(value: unknown): Dimension {
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value === 'string') {
    return /^-?\d+$/.test(value) ? Number(value) : value;
  }
  return null;
}
