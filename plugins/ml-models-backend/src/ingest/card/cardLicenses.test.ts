import { MAX_CARD_LICENSES, MAX_STATED_LICENSE_LENGTH } from '../limits';
import { cardLicenses } from './cardLicenses';

describe('cardLicenses: what a model card states of the licence', () => {
  it.each<[Record<string, unknown>, string[]]>([
    [{}, []],
    [{ license: null }, []],
    [{ license: ' ' }, []],
    [{ license: [] }, []],
    [{ license: ' mit ' }, ['mit']],
    [{ license: ['mit', 'apache-2.0'] }, ['mit', 'apache-2.0']],
    [{ license: 'other', license_name: 'llama3' }, ['llama3']],
    [{ license: ['Other'], license_name: 'llama3' }, ['llama3']],
    [{ license: 'other' }, ['other']],
    [{ license: 'mit', license_name: 'llama3' }, ['mit']],
    [{ license: { name: 'mit' } }, ['{"name":"mit"}']],
    [{ license: [7, false] }, ['7', 'false']],
  ])('%j states %j', (frontMatter, stated) => {
    expect(cardLicenses(frontMatter)).toEqual(stated);
  });

  it('is bounded: a long list is one text', () => {
    const stated = cardLicenses({
      license: Array.from({ length: MAX_CARD_LICENSES + 1 }, () => 'mit'),
    });
    expect(stated).toHaveLength(1);
    expect(cardLicenses({ license: 'x'.repeat(10_000) })[0]).toHaveLength(
      MAX_STATED_LICENSE_LENGTH,
    );
  });
});
