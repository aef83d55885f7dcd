import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mtlsLook } from '../../serving/mtlsLook';
import { servedBytesLook } from '../../serving/servedBytesLook';
import { verdictLook } from './verdictLook';

const LEVELS: Wire['Level'][] = [
  'declared',
  'inferred',
  'measured',
  'verified',
  'unknown',
];
const CONCERNS: Wire['Verdict']['concern'][] = ['none', 'attention', 'bad'];
const SERVED: Wire['ServedBytes'][] = [
  'match',
  'mismatch',
  'claimed',
  'unpinned',
  'unknown',
];

describe('verdictLook', () => {
  it('P5: wears success for what is verified and concerns nobody, and for nothing else', () => {
    const green = LEVELS.flatMap(level =>
      CONCERNS.filter(
        concern => verdictLook({ level, concern }).tone === 'success',
      ).map(concern => `${level} ${concern}`),
    );
    expect(green).toEqual(['verified none']);
    expect(verdictLook({ concern: 'none' }).tone).toBe('neutral');
  });

  it('P2: wears success for bytes in service only where the runtime keeps to them', () => {
    expect(
      SERVED.filter(
        word => verdictLook(servedBytesLook(word)).tone === 'success',
      ),
    ).toEqual(['match']);
    expect(verdictLook(servedBytesLook('claimed')).tone).toBe('neutral');
    expect(verdictLook(servedBytesLook('mismatch')).tone).toBe('error');
  });

  it('wears success for a port only where traffic was measured', () => {
    const look = (observed: Wire['PortPosture']['mtls']['observed']) =>
      verdictLook(
        mtlsLook(
          { declared: 'required', observed, verdict: 'enforced-unconfirmed' },
          'measured',
        ),
      ).tone;
    expect(look('not_measurable')).not.toBe('success');
    expect(look('no_traffic')).not.toBe('success');
  });
});
