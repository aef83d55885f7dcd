import { InspectionContext } from '../reader/InspectionContext';
import { Hdf5File, malformed } from './Hdf5File';
import { HeaderMessage } from './objectHeader';

const STRING_CLASS = 3;
const VARIABLE_CLASS = 9;

/** Name of an attribute and where its parts are (§IV.A.2.m). */
export interface Attribute {
  name: string;
  /** position of the datatype; `undefined` when it is stored elsewhere */
  datatype: number | undefined;
  /** position of the value */
  data: number;
  end: number;
}

export function readAttribute(
  file: Hdf5File,
  message: HeaderMessage,
): Attribute {
  const { bytes } = file;
  const { at, end } = message;
  const version = bytes.u8(at);
  if (version < 1 || version > 3) {
    throw malformed(`attribute version ${version}`, at);
  }
  const sizes = [2, 4, 6].map(offset => bytes.u16(at + offset));
  const [name, datatype, dataspace] =
    version === 1 ? sizes.map(size => Math.ceil(size / 8) * 8) : sizes;
  const nameAt = at + (version === 3 ? 9 : 8);
  const data = nameAt + name + datatype + dataspace;
  if (data > end) {
    throw malformed('the parts of an attribute are longer than it', at);
  }
  const sharedType = version > 1 && (bytes.u8(at + 1) & 1) !== 0;
  return {
    name: file.cString(nameAt, nameAt + sizes[0]),
    datatype: sharedType ? undefined : nameAt + name,
    data,
    end,
  };
}

/**
 * Bytes of a single text, of fixed or variable length; `undefined` when the
 * attribute is something else. Throws `LIMIT_EXCEEDED` over `configBytes`.
 */
export function attributeText(
  file: Hdf5File,
  attribute: Attribute,
  context: InspectionContext,
): Uint8Array | undefined {
  const { bytes } = file;
  const { datatype, data, end } = attribute;
  if (datatype === undefined) {
    return undefined;
  }
  const type = bytes.u8(datatype) & 0x0f;
  if (type === STRING_CLASS) {
    const size = bytes.u32(datatype + 4);
    if (data + size > end) {
      throw malformed('the text of an attribute is longer than it', data);
    }
    return bytes.read(data, size);
  }
  // The low bits of the class field tell a text from a sequence.
  if (type !== VARIABLE_CLASS || (bytes.u8(datatype + 1) & 0x0f) !== 1) {
    return undefined;
  }
  const length = bytes.u32(data);
  const heap = file.address(data + 4);
  return heap === undefined
    ? undefined
    : globalHeapObject(
        file,
        heap,
        bytes.u32(data + 4 + file.offsetBytes),
        length,
        context,
      );
}

/** Object of a global heap collection (§III.E). */
export function globalHeapObject(
  file: Hdf5File,
  heap: number,
  index: number,
  length: number,
  context: InspectionContext,
): Uint8Array {
  const { bytes, lengthBytes } = file;
  file.expectSignature(heap, 'GCOL');
  const end = heap + file.length(heap + 8);
  let at = heap + 8 + lengthBytes;
  const header = 8 + lengthBytes;
  for (let seen = 0; at + header <= end; seen++) {
    context.assertLimit('hdf5Objects', seen, at);
    const found = bytes.u16(at);
    const size = file.length(at + 8);
    if (found === 0) {
      break;
    }
    if (found === index) {
      const wanted = Math.min(length, size);
      context.assertLimit('configBytes', wanted, at);
      return bytes.read(at + header, wanted);
    }
    at += header + Math.ceil(size / 8) * 8;
  }
  throw malformed(`the heap has no object ${index}`, heap);
}
