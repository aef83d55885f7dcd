import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { SAFETENSORS_DTYPES } from './dtypes';
import { HeaderLexer } from './HeaderLexer';

/** Bytes of the little-endian u64 that gives the length of the header. */
export const LENGTH_BYTES = 8;

interface Entry {
  name: string;
  begin: number;
  end: number;
}

class HeaderReader {
  private readonly lexer: HeaderLexer;
  private readonly names = new Set<string>();
  private readonly entries: Entry[] = [];

  constructor(
    source: ByteSource,
    private readonly context: InspectionContext,
    private readonly dataStart: number,
  ) {
    this.lexer = new HeaderLexer(source, LENGTH_BYTES, dataStart);
  }

  read(): Entry[] {
    const { lexer } = this;
    this.object(name => {
      if (name === '__metadata__') {
        this.metadata();
      } else {
        this.tensor(name);
      }
    }, this.names);
    while (lexer.position < this.dataStart) {
      if (lexer.peek() !== undefined) {
        throw lexer.unexpected('more after the end of the JSON');
      }
    }
    return this.entries;
  }

  /** Calls `onKey` in front of each value; refuses a key that comes twice. */
  private object(
    onKey: (key: string) => void,
    keys: Pick<Set<string>, 'has' | 'add'> = new Set(),
  ): void {
    const { lexer, context } = this;
    lexer.expect('{');
    if (lexer.accept('}')) {
      return;
    }
    do {
      lexer.peek();
      const at = lexer.position;
      const key = lexer.string(context.limits.nameBytes);
      if (keys.has(key)) {
        throw new FormatError('DUPLICATE', `the key “${key}” comes twice`, {
          offset: at,
        });
      }
      keys.add(key);
      lexer.expect(':');
      onKey(key);
    } while (lexer.accept(','));
    lexer.expect('}');
  }

  private integers(): number[] {
    const { lexer, context } = this;
    const values: number[] = [];
    lexer.expect('[');
    if (lexer.accept(']')) {
      return values;
    }
    do {
      values.push(lexer.integer());
      context.assertLimit('rank', values.length, lexer.position);
    } while (lexer.accept(','));
    lexer.expect(']');
    return values;
  }

  private metadata(): void {
    const { lexer, context } = this;
    this.object(key => {
      context.addMetadata(
        key,
        lexer.string(context.limits.metadataValueChars * 4, true),
      );
    });
  }

  private tensor(name: string): void {
    const { lexer, context } = this;
    const at = lexer.position;
    let dtypeName: string | undefined;
    let shape: number[] | undefined;
    let offsets: number[] | undefined;
    this.object(key => {
      switch (key) {
        case 'dtype':
          dtypeName = lexer.string(context.limits.nameBytes);
          break;
        case 'shape':
          shape = this.integers();
          break;
        case 'data_offsets':
          offsets = this.integers();
          break;
        default:
          throw lexer.unexpected(`tensor “${name}” has the key “${key}”`);
      }
    });
    if (dtypeName === undefined || !shape || offsets?.length !== 2) {
      throw new FormatError(
        'MALFORMED',
        `tensor “${name}” needs dtype, shape and two data_offsets`,
        { offset: at },
      );
    }
    const [begin, end] = offsets;
    const type = SAFETENSORS_DTYPES.get(dtypeName);
    if (!type) {
      throw new FormatError(
        'MALFORMED',
        `tensor “${name}” has the unknown type “${dtypeName}”`,
        { offset: at },
      );
    }
    const elements = elementCount(shape, at);
    const bits = elements * BigInt(type.bits);
    if (end < begin || bits !== BigInt(end - begin) * 8n) {
      throw new FormatError(
        'OUT_OF_RANGE',
        `tensor “${name}” has ${
          end - begin
        } bytes, its shape needs ${bits} bits`,
        { offset: at },
      );
    }
    this.entries.push({ name, begin, end });
    context.tensors.add(
      {
        name,
        dtype: type.dtype,
        shape,
        offset: this.dataStart + begin,
        bytes: String(end - begin),
      },
      elements,
    );
  }
}

/** No holes, no overlaps, nothing after the last tensor. */
function checkLayout(
  entries: Entry[],
  dataStart: number,
  fileSize: number,
): void {
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let previous = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== previous) {
      throw new FormatError(
        'MALFORMED',
        `tensor “${name}” begins at ${begin}, ${
          begin < previous ? 'inside the one before it' : 'after a hole'
        } that ends at ${begin < previous ? previous : begin}`,
        { offset: dataStart + begin },
      );
    }
    previous = end;
  }
  const size = fileSize - dataStart;
  if (previous > size) {
    throw new FormatError(
      'TRUNCATED',
      `the tensors need ${previous} bytes, the file has ${size}`,
      { offset: fileSize },
    );
  }
  if (previous < size) {
    throw new FormatError(
      'MALFORMED',
      `${size - previous} bytes follow the last tensor`,
      { offset: dataStart + previous },
    );
  }
}

/**
 * Header of a safetensors file (safetensors README, Format): every rule that
 * the reference implementation holds, and duplicates, which it leaves open.
 */
export function readSafetensors(
  source: ByteSource,
  context: InspectionContext,
): void {
  const length = new PagedBytes(source).u64(0);
  context.assertLimit('safetensorsHeaderBytes', length, 0);
  const dataStart = LENGTH_BYTES + length;
  if (dataStart > source.size) {
    throw new FormatError(
      'TRUNCATED',
      `the header of ${length} bytes is longer than the file`,
      { offset: source.size },
    );
  }
  context.tensors.start();
  const header = new HeaderReader(source, context, dataStart);
  checkLayout(header.read(), dataStart, source.size);
}
