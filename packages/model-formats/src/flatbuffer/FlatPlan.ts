import { SIZEOF_INT as INT_BYTES } from 'flatbuffers';
import { FlatField, FlatType } from './FlatSchema';
import { Layout } from './FlatbufferReader';

// A constant of its own: bundlers make each use of an import a call.
const SIZEOF_INT = INT_BYTES;

/** What has to be verified of one field in every table of a layout. */
export interface FlatStep {
  /** `check`: that the field is inside its table and aligned, nothing else */
  kind: 'check' | 'unknown' | 'string' | 'table' | 'union' | 'vector';
  index: number;
  /** of the field, in bytes from the start of the table */
  offset: number;
  /** bytes of the field itself */
  width: number;
  /** absent for `check` and `unknown` */
  field?: FlatField;
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
  const width = !field ? 1 : scalar ? field.width : SIZEOF_INT;
  const at = { index, offset, width };
  const holds =
    offset >= SIZEOF_INT &&
    offset + width <= tableBytes &&
    offset % width === 0 &&
    width <= SIZEOF_INT;
  if (!holds) {
    return { kind: 'check', ...at };
  }
  if (!field) {
    return { kind: 'unknown', ...at };
  }
  if (field.vector) {
    return { kind: 'vector', ...at, field };
  }
  return field.kind === 'scalar'
    ? undefined
    : { kind: field.kind, ...at, field };
}
