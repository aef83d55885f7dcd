import { MAX_TEXT_LENGTH } from './limits';
import { oneLine, prose } from './text';

describe('oneLine', () => {
  it('leaves no line break, control or reordering mark', () => {
    expect(oneLine(' a\r\nb\u0000c\u202ed\u2028e ')).toBe('a b c d e');
  });

  it('cuts and says so', () => {
    expect(oneLine('x'.repeat(MAX_TEXT_LENGTH + 1))).toBe(
      `${'x'.repeat(MAX_TEXT_LENGTH)}…`,
    );
  });
});

describe('prose', () => {
  it('keeps lines and tabs', () => {
    expect(prose('a\r\nb\tc\u0007d\n')).toBe('a\nb\tc d');
  });

  it('leaves nothing that has no UTF-8 form', () => {
    expect(prose('a\ud800b')).toBe('a\ufffdb');
  });
});
