import { version } from '../__testUtils__/fixtures';
import { versionHeadline } from './versionHeadline';

const before = version({ license: { declared: 'Apache-2.0' } });

describe('versionHeadline', () => {
  it('P16: takes compatible for no more than it is: bytes and licence differ all the same', () => {
    const after = version({
      manifestDigest: `sha256:${'9'.repeat(64)}`,
      license: { declared: 'MIT' },
    });
    expect(versionHeadline(before, after, 'compatible')).toEqual({
      bytes: 'differs',
      interface: 'equal',
      license: 'differs',
      card: 'equal',
    });
  });

  it('does not take what neither version states for equal', () => {
    const unstated = version({ license: undefined, card: undefined });
    expect(versionHeadline(unstated, unstated, 'unknown')).toEqual({
      bytes: 'equal',
      interface: 'unknown',
      license: 'unknown',
      card: 'unknown',
    });
  });

  it('takes a licence that is gone for a difference', () => {
    expect(
      versionHeadline(before, version({ license: {} }), 'compatible').license,
    ).toBe('differs');
  });
});
