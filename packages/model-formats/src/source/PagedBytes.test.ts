import fc from 'fast-check';
import { FormatError } from '../inspection/FormatError';
import { ByteCursor } from './ByteCursor';
import { ByteSource, bytesSource } from './ByteSource';
import { PagedBytes } from './PagedBytes';

/** Lends one buffer again and again, as a source over a file may. */
function lendingSource(bytes: Uint8Array): ByteSource {
  const lent = Buffer.alloc(1 << 16);
  return {
    size: bytes.length,
    read(offset, length) {
      const part = bytesSource(bytes).read(offset, length);
      lent.fill(0xee);
      lent.set(part);
      return lent.subarray(0, length);
    },
  };
}

/** `readInto` of a source that has none. */
const intoBufferOf =
  (source: ByteSource) =>
  (offset: number, length: number, into: Uint8Array, at: number) =>
    into.set(source.read(offset, length), at);

describe('PagedBytes', () => {
  it('reads what a DataView reads, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 200 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.boolean(),
        (bytes, pageBytes, pages, positions, filling) => {
          const inner = lendingSource(bytes);
          const source = filling
            ? { ...inner, readInto: intoBufferOf(inner) }
            : inner;
          const paged = new PagedBytes(source, { pageBytes, pages });
          const lent: [Uint8Array, Uint8Array][] = [];
          const view = new DataView(bytes.buffer, bytes.byteOffset);
          for (const position of positions) {
            const at = position % (bytes.length - 3);
            expect(paged.u8(at)).toBe(view.getUint8(at));
            expect(paged.i8(at)).toBe(view.getInt8(at));
            expect(paged.u16(at)).toBe(view.getUint16(at, true));
            expect(paged.i32(at)).toBe(view.getInt32(at, true));
            expect(paged.u32(at)).toBe(view.getUint32(at, true));
            const length = position % (bytes.length - at);
            lent.push([
              paged.read(at, length),
              bytes.subarray(at, at + length),
            ]);
          }
          // What was lent stays, whatever came after it.
          for (const [found, expected] of lent) {
            expect([...found]).toEqual([...expected]);
          }
        },
      ),
    );
  });

  it('refuses what is past the end and past 2^53', () => {
    const paged = new PagedBytes(bytesSource(new Uint8Array(9).fill(0xff)));
    expect(() => paged.u32(6)).toThrow(
      expect.objectContaining({ code: 'TRUNCATED', offset: 6 }),
    );
    expect(() => paged.read(Number.NaN, 1)).toThrow(FormatError);
    expect(() => paged.read(-1, 1)).toThrow(
      expect.objectContaining({ code: 'TRUNCATED' }),
    );
    expect(() => paged.u64(0)).toThrow(
      expect.objectContaining({ code: 'INTEGER_OVERFLOW' }),
    );
  });

  it('knows ASCII with a NUL behind it', () => {
    const paged = new PagedBytes(
      bytesSource(Uint8Array.of(0x61, 0x62, 0x63, 0x64, 0x65, 0, 0x80, 0, 1)),
    );
    expect(paged.isAsciiText(0, 5)).toBe(true);
    expect(paged.isAsciiText(5, 0)).toBe(true);
    expect(paged.isAsciiText(0, 4)).toBe(false);
    expect(paged.isAsciiText(6, 1)).toBe(false);
    expect(paged.isAsciiText(3, 4)).toBe(false);
    expect(paged.isAsciiText(8, 1)).toBe(false);
  });

  it('holds no more pages than allowed', () => {
    let fetched = 0;
    const inner = bytesSource(new Uint8Array(64));
    const paged = new PagedBytes(
      {
        size: inner.size,
        read(offset, length) {
          fetched += 1;
          return inner.read(offset, length);
        },
      },
      { pageBytes: 8, pages: 2 },
    );
    paged.u8(0);
    paged.u8(8);
    paged.u8(0);
    expect(fetched).toBe(2);
    paged.u8(16);
    paged.u8(0);
    expect(fetched).toBe(3);
    paged.u8(8);
    expect(fetched).toBe(4);
  });
});

describe('ByteCursor', () => {
  it('keeps its bytes when the source lends its buffer again', () => {
    const source = lendingSource(Uint8Array.of(1, 2, 3, 4));
    const cursor = new ByteCursor(source);
    expect(cursor.byte()).toBe(1);
    source.read(0, 4);
    expect(cursor.byte()).toBe(2);
    expect([...cursor.slice(2, 4)]).toEqual([3, 4]);
    cursor.position = 4;
    expect(() => cursor.byte()).toThrow(
      expect.objectContaining({ code: 'TRUNCATED' }),
    );
  });
});
