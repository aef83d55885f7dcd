import { shortDigest } from './digest';
import { formatBytes, formatCount, formatExact, formatShare } from './quantity';
import { formatAge } from './time';
import { formatShape, formatValueType } from './shape';

describe('quantities', () => {
  it.each([
    ['0', '0 B'],
    ['1023', '1023 B'],
    ['1024', '1.0 KiB'],
    ['102400000', '97.7 MiB'],
    ['9007199254740993', '8192 TiB'],
  ])('%s bytes read %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each(['', 'many', '-1', 'NaN'])('%j is no number of bytes', text => {
    expect(formatBytes(text)).toBeUndefined();
  });

  it('keeps exact figures exact beyond 2^53', () => {
    expect(formatExact('9007199254740993')).toBe('9 007 199 254 740 993');
    expect(formatCount('25557032')).toBe('25.6 M');
  });

  it('reads shares as percentages', () => {
    expect(formatShare(0.1)).toBe('10 %');
    expect(formatShare(0.005)).toBe('0.5 %');
  });
});

describe('digests', () => {
  it('shows 12 digits', () => {
    expect(shortDigest(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
  });
});

describe('shapes', () => {
  it('tells unknown rank, unknown dimension and no shape apart', () => {
    expect(formatShape(null)).toBe('unknown rank');
    expect(formatShape([1, 'N', null])).toBe('[1, N, ?]');
    expect(formatShape([])).toBe('[]');
    expect(formatValueType({ name: 'x', type: 'sequence' })).toBe('sequence');
    expect(formatValueType({ name: 'x' })).toBe('unknown');
  });
});

describe('formatAge', () => {
  const now = new Date('2026-11-20T12:00:00Z');

  it.each([
    ['2026-11-20T11:59:30Z', 'now'],
    ['2026-11-20T09:00:00Z', '3 hours ago'],
    ['2026-11-22T12:00:00Z', 'in 2 days'],
  ])('%s is %s', (instant, text) => {
    expect(formatAge(new Date(instant), now, 'en')).toBe(text);
  });
});
