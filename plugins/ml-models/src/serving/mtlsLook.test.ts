import { verdictLook } from '../components/verdict/verdictLook';
import { mtlsLook, mtlsWordLook } from './mtlsLook';

const VERDICTS = [
  'enforced-confirmed',
  'enforced-unconfirmed',
  'used-not-enforced',
  'partly-plaintext',
  'plaintext',
  'not-enforced-unmeasured',
  'contradiction',
  'unknown',
] as const;

describe('mtlsLook', () => {
  it('is green for a confirmed verdict only', () => {
    const green = VERDICTS.filter(
      verdict =>
        verdictLook(
          mtlsLook(
            { declared: 'required', observed: 'mtls_only', verdict },
            'measured',
          ),
        ).tone === 'success',
    );
    expect(green).toEqual(['enforced-confirmed']);
  });

  it('is measured only where traffic was observed', () => {
    const plaintext = { declared: 'none', verdict: 'plaintext' } as const;
    expect(
      mtlsLook({ ...plaintext, observed: 'plaintext_only' }, 'inferred').level,
    ).toBe('measured');
    expect(
      mtlsLook({ ...plaintext, observed: 'not_measurable' }, 'inferred').level,
    ).toBe('inferred');
    expect(
      mtlsLook({ ...plaintext, observed: 'no_traffic' }, 'measured').level,
    ).toBe('declared');
  });
});

describe('mtlsWordLook', () => {
  it('does not trust a word that it does not know', () => {
    expect(mtlsWordLook('perfectly-fine')).toEqual({
      level: 'unknown',
      concern: 'none',
    });
    expect(mtlsWordLook('plaintext').concern).toBe('bad');
  });
});
