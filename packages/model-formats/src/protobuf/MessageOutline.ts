import { FormatError } from '../inspection/FormatError';
import { LEN, WireReader } from './WireReader';

/** Fields of a message that are looked at to tell what it is. */
const MAX_FIELDS = 64;

/**
 * What a message looks like from outside: by field number the outline of a
 * field that is a message, `null` for one that is text or bytes. All are
 * length-delimited.
 */
export type MessageOutline = ReadonlyMap<number, MessageOutline | null>;

/**
 * Whether the length-delimited field at the position of `wire` can be that
 * message. A field that the end of the file cuts off is followed inwards, so
 * that a cut file is still told apart from random bytes. Only the first `fields`
 * are looked at.
 */
export function hasOutline(
  wire: WireReader,
  outline: MessageOutline,
  limit: number,
  fields = MAX_FIELDS,
): boolean {
  try {
    const length = wire.uint();
    const end = wire.position + length;
    // Of a message that is cut off before its first field nothing is known.
    if (length === 0 || end > limit || wire.position >= wire.size) {
      return false;
    }
    for (
      let i = 0;
      i < fields && wire.position < Math.min(end, wire.size);
      i++
    ) {
      const tag = wire.tag();
      const inner = outline.get(tag >>> 3);
      if (inner === undefined || (tag & 7) !== LEN) {
        return false;
      }
      const at = wire.position;
      const fieldLength = wire.uint();
      const fieldEnd = wire.position + fieldLength;
      if (fieldEnd > end) {
        return false;
      }
      if (fieldEnd > wire.size && inner !== null) {
        wire.position = at;
        return hasOutline(wire, inner, end);
      }
      wire.position = fieldEnd;
    }
    return true;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    return false;
  }
}

/** Whether the field at the position of `wire` is empty, or filled by fields to its last byte. */
export function isFilled(wire: WireReader): boolean {
  try {
    const end = wire.end(wire.size);
    while (wire.position < end) {
      wire.skipBefore(wire.tag(), end);
    }
    return true;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    return false;
  }
}
