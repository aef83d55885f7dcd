import { FormatError } from '../inspection/FormatError';
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  JsonLexer,
  OPEN_ARRAY,
  OPEN_OBJECT,
} from '../json/JsonLexer';
import { readObject } from '../json/readObject';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { ByteSource } from '../source/ByteSource';
import { HeaderTensor } from './HeaderTensor';
import { usualTensor } from './usualTensor';
import { SAFETENSORS_DTYPES } from './dtypes';

/** Bytes of the little-endian u64 that gives the length of the header. */
export const LENGTH_BYTES = 8;
const METADATA_KEY = '__metadata__';
/** Products below it are exact, and so are their bits. */
const SMALL_PRODUCT = 2 ** 46;

/**
 * The JSON header from `LENGTH_BYTES` to `dataStart` (safetensors README,
 * Format): every rule that the reference implementation holds, and duplicate
 * keys, which it leaves open. Puts tensors and metadata into `context`; keeps
 * none of the tensors, for there may be a million.
 */
export class HeaderReader {
  private readonly lexer: JsonLexer;
  private readonly names = new Set<string>();
  private nameCount = 0;
  private readonly metadata = new Map<string, string>();
  private metadataChars = 0;

  constructor(
    source: ByteSource,
    private readonly context: InspectionContext,
    private readonly dataStart: number,
    /** called for each tensor in the order of the header */
    private readonly onTensor: (tensor: HeaderTensor) => void,
  ) {
    this.lexer = new JsonLexer(source, LENGTH_BYTES, dataStart, 'header');
  }

  /** Metadata by key; each value whole, or cut at the limit on metadata values. */
  read(): Map<string, string> {
    const { lexer } = this;
    if (lexer.peek() !== OPEN_OBJECT || lexer.position !== LENGTH_BYTES) {
      throw lexer.unexpected('it does not begin with “{”');
    }
    lexer.expect(OPEN_OBJECT);
    if (!lexer.accept(CLOSE_OBJECT)) {
      do {
        this.member();
      } while (lexer.accept(COMMA));
      lexer.expect(CLOSE_OBJECT);
    }
    lexer.expectEnd();
    return this.metadata;
  }

  private member(): void {
    const { lexer } = this;
    lexer.peek();
    const at = lexer.position;
    const usual = usualTensor(lexer);
    if (usual) {
      this.addName(usual.name, at);
      this.context.assertLimit('rank', usual.shape.length, at);
      this.add(usual, at);
      return;
    }
    const name = lexer.string(this.context.limits.nameBytes);
    this.addName(name, at);
    lexer.expect(COLON);
    if (name === METADATA_KEY) {
      this.readMetadata();
    } else {
      this.tensor(name);
    }
  }

  private addName(name: string, at: number): void {
    this.names.add(name);
    this.nameCount += 1;
    if (this.names.size !== this.nameCount) {
      throw new FormatError(
        'DUPLICATE',
        `the key “${name.slice(0, 200)}” comes twice`,
        { offset: at },
      );
    }
    if (name.length > this.context.limits.nameBytes) {
      this.context.assertLimit('nameBytes', name.length, at);
    }
  }

  private readMetadata(): void {
    const { lexer, context } = this;
    const { nameBytes, metadataValueChars } = context.limits;
    readObject(lexer, nameBytes, key => {
      const value = lexer.string(metadataValueChars * 4, true);
      context.addMetadata(key, value);
      this.metadataChars += key.length + value.length;
      context.assertLimit(
        'safetensorsMetadataChars',
        this.metadataChars,
        lexer.position,
      );
      this.metadata.set(key, value);
    });
  }

  /** Keys of a tensor in any order, each once; without closures, for there are many. */
  private tensor(name: string): void {
    const { lexer } = this;
    const at = lexer.position;
    let dtypeName: string | undefined;
    let shape: number[] | undefined;
    let offsets: number[] | undefined;
    lexer.expect(OPEN_OBJECT);
    do {
      const key = lexer.string(this.context.limits.nameBytes);
      lexer.expect(COLON);
      if (key === 'dtype' && dtypeName === undefined) {
        dtypeName = lexer.string(this.context.limits.nameBytes);
      } else if (key === 'shape' && !shape) {
        shape = this.integers();
      } else if (key === 'data_offsets' && !offsets) {
        offsets = this.integers();
      } else {
        throw this.wrongKey(name, key, at);
      }
    } while (lexer.accept(COMMA));
    lexer.expect(CLOSE_OBJECT);
    if (dtypeName === undefined || !shape || offsets?.length !== 2) {
      throw new FormatError(
        'MALFORMED',
        `tensor “${name}” needs dtype, shape and two data_offsets`,
        { offset: at },
      );
    }
    const [begin, end] = offsets;
    this.add({ name, dtype: dtypeName, shape, begin, end }, at);
  }

  private wrongKey(name: string, key: string, at: number): FormatError {
    const twice = ['dtype', 'shape', 'data_offsets'].includes(key);
    return new FormatError(
      twice ? 'DUPLICATE' : 'MALFORMED',
      `tensor “${name}” has the key “${key}”${twice ? ' twice' : ''}`,
      { offset: at },
    );
  }

  private integers(): number[] {
    const { lexer, context } = this;
    const values: number[] = [];
    lexer.expect(OPEN_ARRAY);
    if (lexer.accept(CLOSE_ARRAY)) {
      return values;
    }
    do {
      values.push(lexer.integer());
      if (values.length > context.limits.rank) {
        context.assertLimit('rank', values.length, lexer.position);
      }
    } while (lexer.accept(COMMA));
    lexer.expect(CLOSE_ARRAY);
    return values;
  }

  private add(written: HeaderTensor, at: number): void {
    const { name, dtype: dtypeName, shape, begin, end } = written;
    const type = SAFETENSORS_DTYPES.get(dtypeName);
    if (!type) {
      throw new FormatError(
        'MALFORMED',
        `tensor “${name}” has the unknown type “${dtypeName}”`,
        { offset: at },
      );
    }
    const elements = product(shape) ?? elementCount(shape, at);
    const bytes = end - begin;
    const fits =
      typeof elements === 'number'
        ? elements * type.bits === bytes * 8
        : elements * BigInt(type.bits) === BigInt(bytes) * 8n;
    if (end < begin || !fits) {
      throw new FormatError(
        'OUT_OF_RANGE',
        `tensor “${name}” has ${bytes} bytes, its ${elements} elements have ${type.bits} bits each`,
        { offset: at },
      );
    }
    this.onTensor({ name, dtype: type.dtype, shape, begin, end });
    this.context.tensors.add(
      {
        name,
        dtype: type.dtype,
        shape,
        offset: this.dataStart + begin,
        bytes: String(bytes),
      },
      BigInt(elements),
    );
  }
}

/** Number of elements, or `undefined` when it may not be exact. */
function product(shape: readonly number[]): number | undefined {
  let elements = 1;
  for (const dimension of shape) {
    elements *= dimension;
    if (elements > SMALL_PRODUCT) {
      return undefined;
    }
  }
  return elements;
}
