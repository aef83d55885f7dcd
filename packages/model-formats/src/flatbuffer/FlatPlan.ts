import { SIZEOF_INT as INT_BYTES } from 'flatbuffers';
import { FlatField, FlatType } from './FlatSchema';
import { Layout } from './FlatbufferReader';

// A constant of its own: bundlers make each use of an import a call.
const SIZEOF_INT = INT_BYTES;
const VECTORS = {
  scalar: 'scalars',
  string: 'strings',
  table: 'tables',
  union: 'unions',
} as const;
const VALUES = {
  scalar: 'check',
  string: 'string',
  table: 'table',
  union: 'union',
} as const;

/** What has to be verified of one field in every table of a layout. */
export interface FlatStep {
  readonly kind:
    | 'scalars'
    | 'string'
    | 'strings'
    | 'table'
    | 'tables'
    | 'union'
    | 'unions'
    | 'unknown'
    /** that the field is inside its table and aligned, nothing else */
    | 'check';
  readonly index: number;
  /** of the field, in bytes from the start of the table */
  readonly offset: number;
  /** bytes of the field itself, or of one element of its vector */
  readonly width: number;
  /** name of the table or union */
  readonly of: string;
}

/**
 * The steps that verify a table of this type and layout, in the order of its
 * fields. What holds for every table of the layout, since tables stand at
 * multiples of four, is found out here: a scalar that is inside and aligned in
 * all of them needs no step.
 */
export function planOf(type: FlatType, layout: Layout): FlatStep[] {
  const steps: FlatStep[] = [];
  const { offsets } = layout;
  for (let index = 0; index < offsets.length; index++) {
    const offset = offsets[index];
    if (offset !== 0) {
      const step = stepOf(type.fields[index], index, offset, layout);
      if (step) {
        steps.push(step);
      }
    }
  }
  return steps;
}

function stepOf(
  field: FlatField | undefined,
  index: number,
  offset: number,
  { tableBytes }: Layout,
): FlatStep | undefined {
  const scalar = field?.kind === 'scalar' && !field.vector;
  let width = SIZEOF_INT;
  if (!field) {
    width = 1;
  } else if (scalar) {
    width = field.width;
  }
  const holds =
    offset >= SIZEOF_INT &&
    offset + width <= tableBytes &&
    offset % width === 0 &&
    width <= SIZEOF_INT;
  if (!holds) {
    return { kind: 'check', index, offset, width, of: '' };
  }
  if (!field) {
    return { kind: 'unknown', index, offset, width, of: '' };
  }
  if (scalar) {
    return undefined;
  }
  const kind = field.vector ? VECTORS[field.kind] : VALUES[field.kind];
  return { kind, index, offset, width: field.width, of: field.of ?? '' };
}
