import { aDocument, aRegistration } from '../../store/__testUtils__/commands';
import { after, at } from '../__testUtils__/after';
import { decide } from '../decide';
import { MAX_ATTESTATIONS } from '../limits';
import type { CommandOf } from './Command';

const context = { by: 'user:default/ada', at, newId: () => '1' };

function statement(text: string): CommandOf<'RecordAttestation'> {
  return {
    type: 'RecordAttestation',
    modelRef: 'mlmodel:default/lora',
    version: 'v1',
    subject: aRegistration().manifestDigest,
    predicateType: 'https://example.com/evaluation/v1',
    verifier: 'none',
    outcome: 'unverified',
    document: aDocument(text).reference,
  };
}

describe('statements about a version', () => {
  it('have a limit; one that is known is still taken', () => {
    const registered = after(aRegistration());
    const [version] = registered.versions;
    const [bom] = version.attestations;
    const full = {
      ...registered,
      versions: [
        {
          ...version,
          attestations: [
            after(aRegistration(), statement('known')).versions[0]
              .attestations[1],
            ...Array(MAX_ATTESTATIONS - 1).fill(bom),
          ],
        },
      ],
    };
    expect(decide(full, statement('known'), context)).toEqual([]);
    expect(() => decide(full, statement('another'), context)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
  });
});
