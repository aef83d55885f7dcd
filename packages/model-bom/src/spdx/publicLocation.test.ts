import { publicLocation } from './publicLocation';

describe('publicLocation', () => {
  it.each([
    ['https://models.example.com/m.onnx', 'https://models.example.com/m.onnx'],
    [
      'https://user:secret@models.example.com/m.onnx?X-Amz-Signature=abc#x',
      'https://models.example.com/m.onnx',
    ],
    ['s3://bucket/models/m.onnx', 's3://bucket/models/m.onnx'],
    ['s3://key:secret@bucket/m.onnx', 's3://bucket/m.onnx'],
    ['./models/m.onnx', 'NOASSERTION'],
    ['mlmodel:default/base', 'NOASSERTION'],
    ['file:///etc/passwd', 'NOASSERTION'],
    ['data:text/html,x', 'NOASSERTION'],
    [undefined, 'NOASSERTION'],
  ])('writes %p as %s', (location, expected) => {
    expect(publicLocation(location)).toBe(expected);
  });
});
