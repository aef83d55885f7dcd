import { anEntity } from '../__testUtils__/testIngestion';
import { secretProblems, withoutSecrets } from './urlSecrets';

const artifact = (url: string) => anEntity({ spec: { artifacts: [{ url }] } });
const SECRET = 'hunter2';
/** Of the shapes that services give theirs. */
const TOKENS = [
  `ghp_${SECRET.repeat(6)}`,
  `github_pat_${SECRET.repeat(6)}`,
  `glpat-${SECRET.repeat(3)}`,
  `xoxb-${SECRET.repeat(3)}`,
  `hf_${SECRET.repeat(5)}`,
  `eyJ${SECRET.repeat(3)}.${SECRET.repeat(3)}.${SECRET.repeat(3)}`,
];

describe('URLs of a declaration', () => {
  it.each([
    `https://ada:${SECRET}@example.com/m.onnx`,
    `https://${SECRET}@example.com/m.onnx`,
    `https://bucket.s3.amazonaws.com/m.onnx?X-Amz-Signature=${SECRET}&X-Amz-Date=1`,
    `https://example.com/m.onnx?path=a&private_token=${SECRET}`,
    `https://example.com/m.onnx?unheard-of=${SECRET}`,
    `s3://ada:${SECRET}@bucket/m.onnx`,
    `https://example.com/m.onnx#access_token=${SECRET}`,
    `https://example.com/m.onnx;token=${SECRET}`,
    `https://example.com/a%3Btoken%3D${SECRET}/m.onnx`,
    `https://example.com/x?path=https://ada:${SECRET}@example.com/m.onnx`,
    `https://example.com/x?path=https%253A%252F%252Fada:${SECRET}@example.com/m.onnx`,
    `https://example.com/https://ada:${SECRET}@example.org/m.onnx`,
    `https://ada:${SECRET}@example.com:99999/m.onnx`,
    ...TOKENS.flatMap(token => [
      `https://example.com/${token}/m.onnx`,
      `https://example.com/m.onnx?ref=${token}`,
      `https://example.com/m.onnx#${token}`,
    ]),
    `https://example.com/gh%70_${SECRET.repeat(6)}/m.onnx`,
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
    'https://example.com/x?path=https://example.com/m.onnx',
    'https://huggingface.co/hf_team/ghp_model/resolve/main/a;b/m.onnx',
    'https://example.com/100%/m.onnx',
    'not a url at all',
  ])('are left as they are: %s', url => {
    const entity = artifact(url);
    expect(secretProblems(entity)).toEqual([]);
    expect(withoutSecrets(entity)).toEqual(entity);
  });
});
