import { requirements } from '../requirements/requirements';
import { checkRegistration } from './checkRegistration';

const codes = (license: unknown) =>
  checkRegistration({ metadata: {}, spec: { license } }, [])
    .filter(({ field }) => field === 'license')
    .map(({ code }) => code);
const judged = (text: string) =>
  requirements({
    at: '2026-03-01T12:00:00.000Z',
    declared: { license: { text, state: 'unlisted' } },
  }).find(({ id }) => id === 'license');

describe('U6: registration and requirement agree on what declares a licence', () => {
  it.each(['NOASSERTION', 'none', ' Unknown ', 'other', ' '])(
    '%j declares none',
    text => {
      expect(codes(text)).toEqual(['MISSING_FIELD']);
      expect(judged(text)).toMatchObject({
        state: 'gap',
        reason: 'no licence is declared',
      });
    },
  );

  it.each(['MIT', 'llama3', 'LicenseRef-other', 'MIT OR unknown'])(
    '%j declares one',
    text => {
      expect(codes(text)).toEqual([]);
      expect(judged(text)?.reason).not.toBe('no licence is declared');
    },
  );
});
