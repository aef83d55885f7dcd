import type { Inspection } from '../inspection/Inspection';
import { compareContent } from './compareContent';
import { compareModels } from './compareModels';

const model = (changes: Partial<Inspection> = {}): Inspection => ({
  format: 'onnx',
  status: 'clean',
  findings: [],
  inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
  outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
  tensorList: [
    { name: 'w', dtype: 'float32', shape: [1], offset: 0, bytes: '4' },
  ],
  ...changes,
});
const compare = (
  after: Inspection,
  files: Parameters<typeof compareContent>[1],
) => compareContent(compareModels(model(), after), files);

describe('P16: what differs beside the structure', () => {
  it('is the weights where the bytes differ and everything else was found equal', () => {
    const found = compare(model(), { identical: false, sameSize: true });
    expect(found).toMatchObject({
      weights: 'differ',
      interface: 'equal',
      headline: 'weights differ, interface equal',
    });
    expect(found.notCompared).toMatchObject([{ section: 'tensor contents' }]);
  });

  it.each<[string, Inspection, boolean]>([
    ['other metadata', model({ metadata: { license: 'MIT' } }), true],
    ['another size', model(), false],
    ['tensors that were not listed', model({ tensorList: undefined }), true],
  ])('is not known with %s', (_, after, sameSize) => {
    expect(compare(after, { identical: false, sameSize })).toMatchObject({
      weights: 'unknown',
      headline: 'bytes differ, interface equal',
    });
  });

  it('says another interface, and none that is not stated', () => {
    const files = { identical: false, sameSize: false };
    expect(compare(model({ outputs: [] }), files).interface).toBe('differ');
    expect(compare(model({ inputs: undefined }), files).headline).toBe(
      'bytes differ, interface not stated by both',
    );
  });

  it('says the same only of the same bytes', () => {
    const same = compare(model(), { identical: true, sameSize: true });
    expect(same).toMatchObject({
      weights: 'equal',
      headline: 'the bytes are the same',
      notCompared: [],
    });
    expect(
      compare(model(), { identical: null, sameSize: false }),
    ).toMatchObject({ weights: 'unknown' });
  });
});
