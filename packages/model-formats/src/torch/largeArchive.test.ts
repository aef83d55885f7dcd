import { makeTorchArchive } from '../__testUtils__/makeTorchArchive';
import { inspect } from '../inspect';
import { ByteSource } from '../source/ByteSource';

const TENSORS = 2200;
const STORAGE_BYTES = 1_000_000;
/** The directory twice, the pickle, and a window for each member. */
const READ_BYTES = 2 * 1024 * 1024;

describe('a large archive', () => {
  it('is clean by a thousandth of its bytes', () => {
    const file = makeTorchArchive({
      tensors: TENSORS,
      storageBytes: STORAGE_BYTES,
    }).source();
    let fetched = 0;
    const counting: ByteSource = {
      size: file.size,
      read(offset, length) {
        fetched += length;
        return file.read(offset, length);
      },
    };
    const { format, status, tensors, findings } = inspect(counting);
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'zip/crc-unchecked', severity: 'info' }),
    ]);
    expect({ format, status, tensors }).toEqual({
      format: 'pytorch',
      status: 'clean',
      tensors: {
        count: TENSORS,
        parameters: String((TENSORS * STORAGE_BYTES) / 4),
        bytes: String(TENSORS * STORAGE_BYTES),
        dtypes: { float32: TENSORS },
      },
    });
    expect(fetched).toBeLessThan(READ_BYTES);
  });
});
