import { DeclaredCompanion } from '../inspection/Inspection';
import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { refuseLocation } from '../reader/refuseLocation';
import { EXTERNAL_DATA_KEYS } from './EXTERNAL_DATA_KEYS';
import { Entry, ENTRY } from './schema';

/** ONNX Runtime takes `offset` as an address in its memory under this location. */
const MEMORY_ADDRESS = '_ORT_MEM_ADDR_';

interface Companion {
  declared: DeclaredCompanion;
  requiredBytes: number;
  /** offset and length in turn */
  ranges: number[];
}

/** `external_data` of one tensor, as written. */
export type ExternalEntries = Map<string, string>;

/**
 * Data files beside the model (docs/ExternalData.md, ExternalDataSecurity.md):
 * declared companions, never opened. Two spellings of a path are one file.
 */
export class ExternalData {
  private readonly companions = new Map<string, Companion>();
  private ranges = 0;

  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
  ) {}

  /** One StringStringEntryProto of TensorProto.external_data. */
  entry(entries: ExternalEntries): void {
    const { wire, context } = this;
    const offset = wire.fieldAt;
    let key = '';
    let value = '';
    wire.open(ENTRY);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      if (field === Entry.key) {
        key = wire.text();
      } else {
        value = wire.text();
      }
    }
    if (!EXTERNAL_DATA_KEYS.has(key)) {
      context.report(
        'onnx/external-data-key',
        `external data has the key “${key}”, which ONNX does not know`,
        { offset },
      );
    } else if (entries.has(key)) {
      context.report(
        'onnx/duplicate-field',
        `external data has the key “${key}” twice`,
        { offset },
      );
    }
    if (EXTERNAL_DATA_KEYS.has(key)) {
      entries.set(key, value);
    }
  }

  /**
   * A tensor whose data lies outside; `expected` is what its shape needs, in
   * bytes. Answers how many bytes it takes, `null` when nobody says.
   */
  declare(
    label: string,
    entries: ExternalEntries,
    expected: number | null,
    at: number,
  ): number | null {
    const { context } = this;
    const location = entries.get('location') ?? '';
    const refused = location.includes(MEMORY_ADDRESS)
      ? 'an address in memory'
      : refuseLocation(location);
    if (refused) {
      context.report(
        'onnx/external-data-path',
        `${label} wants its data from “${location}”: ${refused}`,
        { offset: at },
        { location },
      );
    }
    this.checkBasePath(label, entries.get('basepath'), at);
    const offset = this.number(label, 'offset', entries, at) ?? 0;
    const length = this.number(label, 'length', entries, at);
    if (length !== undefined && expected !== null && length !== expected) {
      context.report(
        'onnx/external-data-range',
        `${label} takes ${length} external bytes where its shape needs ${expected}`,
        { offset: at },
      );
    }
    const needed = length ?? expected;
    this.add(location, refused, offset, needed, at);
    return needed;
  }

  /** The companions; reports ranges that overlap without being the same. */
  conclude(): DeclaredCompanion[] {
    return [...this.companions.values()].map(companion => {
      this.reportOverlap(companion);
      return companion.declared;
    });
  }

  private add(
    location: string,
    refused: string | undefined,
    offset: number,
    needed: number | null,
    at: number,
  ): void {
    const name = normalise(location);
    let companion = this.companions.get(name);
    if (!companion) {
      companion = {
        declared: {
          location,
          requiredBytes: null,
          ...(refused && { refused }),
        },
        requiredBytes: -1,
        ranges: [],
      };
      this.companions.set(name, companion);
      this.context.assertLimit('companions', this.companions.size, at);
    }
    if (needed === null) {
      return;
    }
    if (offset + needed > companion.requiredBytes) {
      companion.requiredBytes = offset + needed;
      companion.declared.requiredBytes = String(BigInt(offset + needed));
    }
    if (needed > 0) {
      companion.ranges.push(offset, needed);
      this.ranges += 1;
      this.context.assertLimit('tensors', this.ranges, at);
    }
  }

  private checkBasePath(
    label: string,
    path: string | undefined,
    at: number,
  ): void {
    if (path === undefined) {
      return;
    }
    const refused = refuseLocation(path);
    this.context.report(
      refused ? 'onnx/external-data-path' : 'onnx/external-data-base-path',
      `${label} sets the base path “${path}” for its external data${
        refused ? `: ${refused}` : ''
      }`,
      { offset: at },
    );
  }

  private number(
    label: string,
    key: string,
    entries: ExternalEntries,
    at: number,
  ): number | undefined {
    const text = entries.get(key);
    if (text === undefined) {
      return undefined;
    }
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value)) {
      return value;
    }
    this.context.report(
      'onnx/external-data-range',
      `${label} has “${text.slice(0, 40)}” as ${key} of its external data`,
      { offset: at },
    );
    return undefined;
  }

  private reportOverlap({ declared, ranges }: Companion): void {
    const order = Uint32Array.from({ length: ranges.length / 2 }, (_, i) => i);
    order.sort(
      (a, b) =>
        ranges[2 * a] - ranges[2 * b] || ranges[2 * a + 1] - ranges[2 * b + 1],
    );
    let start = -1;
    let length = 0;
    let end = 0;
    for (const i of order) {
      const offset = ranges[2 * i];
      const bytes = ranges[2 * i + 1];
      // Tied weights take exactly the same range.
      if (offset < end && !(offset === start && bytes === length)) {
        this.context.report(
          'onnx/external-data-overlap',
          `two tensors take overlapping parts of “${declared.location}”, at ${start} and at ${offset}`,
          undefined,
          { location: declared.location, offset },
        );
        return;
      }
      start = offset;
      length = bytes;
      end = Math.max(end, offset + bytes);
    }
  }
}

/** `./a//b` and `a/b` name one file. */
function normalise(location: string): string {
  return location
    .split('/')
    .filter(segment => segment !== '' && segment !== '.')
    .join('/');
}
