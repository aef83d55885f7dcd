import { digestStart, pastedDigest } from './digest';

const digits = 'AB'.repeat(32);
const digest = `sha256:${'ab'.repeat(32)}`;

describe('pastedDigest', () => {
  it.each([
    digits,
    `sha256:${digits}`,
    `  ${digits}\n`,
    `${digits}  models/fraud scorer.onnx\n`,
    `${digits} *model.bin`,
    `\\${digits}  odd\\nname`,
    `SHA256 (model.onnx) = ${digits}`,
    `SHA256(model.onnx)= ${digits}`,
  ])('finds the digest of %j', text => {
    expect(pastedDigest(text)).toBe(digest);
  });

  it.each([
    'ab',
    digits.slice(1),
    `${digits}0`,
    `md5:${digits}`,
    `fraud ${digits}`,
  ])('%j is none', text => {
    expect(pastedDigest(text)).toBeUndefined();
  });
});

describe('digestStart', () => {
  it('takes six digits or more, with or without the name of the hash', () => {
    expect(digestStart('3053EB')).toBe('sha256:3053eb');
    expect(digestStart('sha256:3053eb9f74cd')).toBe('sha256:3053eb9f74cd');
    expect(digestStart('facade')).toBe('sha256:facade');
  });

  it.each(['3053e', 'fraud-scorer', 'sha256:', 'g'.repeat(8), '%%%%%%'])(
    '%j begins none',
    word => {
      expect(digestStart(word)).toBeUndefined();
    },
  );
});
