import { refuseLocation } from './refuseLocation';

describe('refuseLocation', () => {
  it.each([
    'model.data',
    'weights/layer 1.bin',
    './model.data',
    'a..b',
    'é.bin',
  ])('takes %j', location => {
    expect(refuseLocation(location)).toBeUndefined();
  });

  it.each([
    '',
    '.',
    './',
    '..',
    '../x',
    'a/../../x',
    'a/..\\x',
    '..\\x',
    '/etc/passwd',
    '\\\\host\\share',
    '~/x',
    'C:\\x',
    'c:x',
    'file:///etc/passwd',
    'https://example.org/x',
    'a\u0000b',
    'a\nb',
    'a\\b',
  ])('refuses %j', location => {
    expect(refuseLocation(location)).toEqual(expect.any(String));
  });
});
