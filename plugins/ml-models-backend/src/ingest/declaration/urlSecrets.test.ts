import { anEntity } from '../__testUtils__/testIngestion';
import { secretProblems, withoutSecrets } from './urlSecrets';

const artifact = (url: string) => anEntity({ spec: { artifacts: [{ url }] } });
const SECRET = 'hunter2';

describe('URLs of a declaration', () => {
  it.each([
    `https://ada:${SECRET}@example.com/m.onnx`,
    `https://${SECRET}@example.com/m.onnx`,
    `https://bucket.s3.amazonaws.com/m.onnx?X-Amz-Signature=${SECRET}&X-Amz-Date=1`,
    `https://example.com/m.onnx?path=a&private_token=${SECRET}`,
    `https://example.com/m.onnx?unheard-of=${SECRET}`,
    `s3://ada:${SECRET}@bucket/m.onnx`,
    `https://example.com/m.onnx#access_token=${SECRET}`,
  ])(
    'are refused where they may grant access, and kept without it: %s',
    url => {
      const entity = artifact(url);
      expect(secretProblems(entity)).toMatchObject([
        { code: 'INVALID_URL', field: 'spec.artifacts[0].url' },
      ]);
      expect(JSON.stringify(secretProblems(entity))).not.toContain(SECRET);
      const kept = withoutSecrets(entity);
      expect(JSON.stringify(kept)).not.toContain(SECRET);
      // what is kept is refused as what was sent, and is not changed again
      expect(withoutSecrets(kept)).toEqual(kept);
      expect(secretProblems(kept)).toHaveLength(1);
    },
  );

  it('are found in any text', () => {
    const entity = anEntity({
      annotations: {
        'example.com/log': `see https://ci.example.com/run?token=${SECRET}, then`,
      },
      spec: { changelogUrl: `https://example.com/c?api_key=${SECRET}` },
    });
    expect(secretProblems(entity).map(({ field }) => field)).toEqual([
      'metadata.annotations.example.com/log',
      'spec.changelogUrl',
    ]);
    expect(JSON.stringify(withoutSecrets(entity))).not.toContain(SECRET);
  });

  it.each([
    'https://github.com/org/repo/blob/main/m.onnx?raw=true',
    'https://dev.azure.com/o/p/_git/r?path=/m.onnx&version=GBmain',
    'https://example.com/m.onnx#section',
    'not a url at all',
  ])('are left as they are: %s', url => {
    const entity = artifact(url);
    expect(secretProblems(entity)).toEqual([]);
    expect(withoutSecrets(entity)).toEqual(entity);
  });
});
