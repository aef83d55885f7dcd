import {
  initializer,
  inspectBytes,
  named,
  rulesOf,
} from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

describe('external data of ONNX', () => {
  const external = (entries: Record<string, string>) =>
    onnxModel([
      ...named,
      ...initializer(
        uintField(1, 4),
        uintField(2, 1),
        field(8, 'w'),
        uintField(14, 1),
        ...Object.entries(entries).map(([key, value]) =>
          field(13, [...field(1, key), ...field(2, value)]),
        ),
      ),
    ]);

  it('is declared, not opened', () => {
    expect(
      inspectBytes(
        external({ location: 'w.bin', offset: '4096', length: '16' }),
      ),
    ).toMatchObject({
      status: 'clean',
      companions: [{ location: 'w.bin', requiredBytes: '4112' }],
      tensorList: [{ offset: null, bytes: '16' }],
    });
  });

  it('may leave the length to the shape', () => {
    expect(inspectBytes(external({ location: 'w.bin' })).companions).toEqual([
      { location: 'w.bin', requiredBytes: '16' },
    ]);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../x', 'C:\\x', ''])(
    'reports the path %j',
    location => {
      const result = inspectBytes(external({ location }));
      expect(result.findings).toMatchObject([
        { rule: 'onnx/external-data-path', severity: 'high' },
      ]);
      expect(result.companions?.[0].refused).toEqual(expect.any(String));
    },
  );

  it.each([
    [{ length: '-1' }, 'onnx/external-data-range'],
    [{ length: '99999999999999999' }, 'onnx/external-data-range'],
    [{ offset: '1e3' }, 'onnx/external-data-range'],
    [{ __class__: 'x' }, 'onnx/external-data-key'],
    [{ basepath: '/' }, 'onnx/external-data-path'],
  ])('reports %j', (entries, rule) => {
    expect(rulesOf(external({ location: 'w', ...entries }))).toContain(rule);
  });
});
