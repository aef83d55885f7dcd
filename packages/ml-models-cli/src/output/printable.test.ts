import { formatBytes } from './formatBytes';
import { printable } from './printable';

describe('printable', () => {
  it('keeps letters of any script', () => {
    expect(printable('Grün 模型 🙂')).toBe('Grün 模型 🙂');
  });

  it('leaves nothing that a terminal obeys', () => {
    const all = Array.from({ length: 0x11_0000 }, (_, codePoint) =>
      String.fromCodePoint(codePoint),
    ).join(' ');
    expect(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u.test(printable(all))).toBe(false);
    expect(printable('\ud800')).toBe('\\u{d800}');
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB (1536 B)'],
    ['10737418240', '10.0 GiB (10737418240 B)'],
  ])('%s is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
