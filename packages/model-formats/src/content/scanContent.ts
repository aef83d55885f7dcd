import { FindingLocation } from '../inspection/Inspection';
import { encodedData } from './encodedData';
import { FIRST_OPCODES } from '../pickle/OP';
import {
  InnerContent,
  SuspicionBudget,
  suspectedImports,
} from '../pickle/suspectedImports';
import { isNpy, readNpyHeader } from '../npy/NpyHeader';
import { InspectionContext } from '../reader/InspectionContext';
import {
  ByteSource,
  bytesSource,
  readCopy,
  subSource,
} from '../source/ByteSource';
import { tryDecodeUtf8 } from '../source/utf8';
import { inflateWrapped } from '../wrapped/inflateWrapped';
import {
  CONTENT_HEAD_BYTES,
  mayBeContent,
  SHORTEST_CONTENT,
} from './mayBeContent';
import { wrapperOf } from '../wrapped/wrapperOf';

/** Where the content stands, and what it was unwrapped from. */
export interface ContentPlace {
  member?: string;
  /** of the content in the file or member; of its wrapper when unwrapped */
  offset: number;
  /** encodings that were undone, outermost first */
  unwrapped?: readonly string[];
  /** classes of the archive's own code may be named */
  torchscript?: boolean;
  depth?: number;
}

/** Wrappers in wrappers that are followed. */
const DEPTH = 5;
const TEXT_HEAD_BYTES = 64;
/** Has no byte by which a stream could import something. */
const PLAIN_TEXT = /^[ -~]*$/;
const ENCODER = new TextEncoder();
/** Of bytes that look like encoded text so much is decoded. */
const ENCODED_BYTES = 16 * 1024 * 1024;

/**
 * Looks at what data is, whatever its name says: a pickle, bytes packed or
 * encoded around one, an array of objects, another archive, a program.
 * Reports what it finds; data that is nothing of these costs a few bytes.
 */
export function scanContent(
  source: ByteSource,
  place: ContentPlace,
  context: InspectionContext,
): void {
  const { size } = source;
  if (size < SHORTEST_CONTENT) {
    return;
  }
  const head = readCopy(source, 0, Math.min(CONTENT_HEAD_BYTES, size));
  if (!mayBeContent(head, 0, head.length, size)) {
    return;
  }
  const wrapper = wrapperOf(head);
  if (wrapper && wrapper.kind !== 'zlib') {
    context.report(
      'archive/hidden-container',
      `the ${place.member === undefined ? 'data' : 'member'} is a ${
        wrapper.label
      }`,
      at(place, 0),
    );
  }
  if (wrapper?.kind === 'gzip' || wrapper?.kind === 'zlib') {
    unwrap(wrapper.kind, source, place, context);
  }
  if (isNpy(head)) {
    scanArray(source, place, context);
    return;
  }
  if (FIRST_OPCODES[head[0]] === 1) {
    scanStreams(source, place, context);
  }
}

/** Data in data is read again per level: the sum is bounded, not each. */
const budgets = new WeakMap<InspectionContext, Budget>();

interface Budget extends SuspicionBudget {
  /** that something was not followed to its end has been reported */
  told: boolean;
}

function budgetOf(context: InspectionContext): Budget {
  let budget = budgets.get(context);
  if (!budget) {
    budget = { opcodes: context.limits.suspectedOpcodes, told: false };
    budgets.set(context, budget);
  }
  return budget;
}

function scanStreams(
  source: ByteSource,
  place: ContentPlace,
  context: InspectionContext,
): void {
  const { endless, import: found } = suspectedImports(
    source,
    place.torchscript === true,
    context.limits,
    budgetOf(context),
    (place.depth ?? 1) > DEPTH
      ? notFollowed(place, context)
      : {
          onBytes: (offset, length) =>
            scanBytes(source, offset, length, deeper(place, offset), context),
          onText: (text, offset) =>
            scanText(text, deeper(place, offset), context),
        },
  );
  if (endless && !budgetOf(context).told) {
    budgetOf(context).told = true;
    context.report(
      'pickle/endless',
      'data reads as a pickle for longer than can be followed',
      at(place, 0),
    );
  }
  if (found) {
    const via = place.unwrapped ? ` (${place.unwrapped.join(', ')})` : '';
    const path = found.path.slice(0, 200);
    context.add({
      rule: 'pickle/nested',
      severity: found.severity,
      message: `a pickle hidden in data${via} would import ${path}`,
      params: { import: path },
      location: at(place, found.offset),
    });
  }
}

/** Says once that a stream this deep holds data which is not looked at. */
function notFollowed(
  place: ContentPlace,
  context: InspectionContext,
): InnerContent {
  const tell = (length: number) => {
    if (length >= SHORTEST_CONTENT && !budgetOf(context).told) {
      budgetOf(context).told = true;
      tooDeep(place, context);
    }
  };
  return {
    onBytes: (_, length) => tell(length),
    onText: text => tell(text.length),
  };
}

function tooDeep(place: ContentPlace, context: InspectionContext): void {
  context.report(
    'pickle/endless',
    `data is wrapped more than ${DEPTH} times`,
    at(place, 0),
  );
}

/** A byte string of a stream, raw or encoded as text. */
export function scanBytes(
  source: ByteSource,
  offset: number,
  length: number,
  place: ContentPlace,
  context: InspectionContext,
): void {
  if (length < SHORTEST_CONTENT) {
    return;
  }
  scanContent(subSource(source, offset, length), place, context);
  const text = tryDecodeUtf8(
    readCopy(source, offset, Math.min(length, TEXT_HEAD_BYTES)),
  );
  if (text !== undefined && /^[\w+/=\s-]+$/.test(text)) {
    if (length > ENCODED_BYTES) {
      context.report(
        'pickle/endless',
        `encoded data is longer than ${ENCODED_BYTES} bytes`,
        at(place, 0),
      );
    }
    const all = readCopy(source, offset, Math.min(length, ENCODED_BYTES));
    scanEncoded(tryDecodeUtf8(all) ?? '', place, context);
  }
}

/** A text of a stream: its bytes, and what it encodes. */
export function scanText(
  text: string,
  place: ContentPlace,
  context: InspectionContext,
): void {
  if (!PLAIN_TEXT.test(text)) {
    scanContent(bytesSource(ENCODER.encode(text)), place, context);
  }
  const bytes = latin1(text);
  if (bytes) {
    scanContent(
      bytesSource(bytes),
      { ...place, unwrapped: [...(place.unwrapped ?? []), 'latin-1'] },
      context,
    );
  }
  scanEncoded(text, place, context);
}

function scanEncoded(
  text: string,
  place: ContentPlace,
  context: InspectionContext,
): void {
  for (const { encoding, bytes } of encodedData(text)) {
    scanContent(
      bytesSource(bytes),
      { ...place, unwrapped: [...(place.unwrapped ?? []), encoding] },
      context,
    );
  }
}

/** Bytes of a text by code point, when some are not ASCII and all fit. */
function latin1(text: string): Uint8Array | undefined {
  if (!/[\x80-\xff]/.test(text)) {
    return undefined;
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) {
      return undefined;
    }
    bytes[i] = code;
  }
  return bytes;
}

function unwrap(
  kind: 'gzip' | 'zlib',
  source: ByteSource,
  place: ContentPlace,
  context: InspectionContext,
): void {
  if ((place.depth ?? 1) > DEPTH) {
    tooDeep(place, context);
    return;
  }
  // Two bytes announce zlib; what is none inflates to nothing of interest.
  const { content } = inflateWrapped(kind, source, context);
  const inner: ContentPlace = {
    ...deeper(place, 0),
    unwrapped: [...(place.unwrapped ?? []), kind],
  };
  scanContent(bytesSource(content), inner, context);
}

function scanArray(
  source: ByteSource,
  place: ContentPlace,
  context: InspectionContext,
): void {
  const header = readNpyHeader(source);
  if (header.objects) {
    context.report(
      'numpy/object-array',
      'the array holds pickled objects',
      at(place, 0),
    );
    const { dataOffset } = header;
    scanContent(
      subSource(source, dataOffset, source.size - dataOffset),
      deeper(place, dataOffset),
      context,
    );
  }
}

function deeper(place: ContentPlace, offset: number): ContentPlace {
  return {
    ...place,
    offset: place.unwrapped ? place.offset : place.offset + offset,
    depth: (place.depth ?? 1) + 1,
  };
}

function at(place: ContentPlace, offset: number): FindingLocation {
  return {
    offset: place.unwrapped ? place.offset : place.offset + offset,
    ...(place.member !== undefined && { member: place.member }),
  };
}
