import { parseAsOf } from './parseAsOf';

describe('parseAsOf', () => {
  it.each([
    ['0', { position: 0 }],
    ['4711', { position: 4711 }],
    ['2026-01-31', { instant: '2026-01-31T23:59:59.999Z' }],
    ['2028-02-29', { instant: '2028-02-29T23:59:59.999Z' }],
    ['2026-01-31T12:00:00Z', { instant: '2026-01-31T12:00:00.000Z' }],
    ['2026-01-31T12:00:00+02:00', { instant: '2026-01-31T10:00:00.000Z' }],
    ['2026-01-31T12:00:00 02:00', { instant: '2026-01-31T10:00:00.000Z' }],
    ['2026-01-31T00:30:00.5-01:00', { instant: '2026-01-31T01:30:00.500Z' }],
  ])('reads %s', (text, expected) => {
    expect(parseAsOf(text)).toEqual(expected);
  });

  it.each([
    '',
    '-1',
    '01',
    '1.5',
    '99999999999999999',
    '2026-02-30',
    '2026-13-01',
    '2026-01-31T12:00:00',
    '2026-01-31T25:00:00Z',
    '2026-02-30T12:00:00Z',
    'yesterday',
    '2026-1-1',
  ])('refuses %p', text => {
    expect(() => parseAsOf(text)).toThrow(
      expect.objectContaining({ code: 'INVALID_AS_OF' }),
    );
  });
});
