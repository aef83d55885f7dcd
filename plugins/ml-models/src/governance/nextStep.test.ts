import { assessment } from '../__testUtils__/governance';
import { nextStep } from './nextStep';

const review = {
  id: 'rev-1',
  subject: 'drift' as const,
  reason: '',
  requestedAt: '2026-11-19T10:00:00Z',
  state: 'open' as const,
};

describe('nextStep', () => {
  it('names an open review before anything else', () => {
    expect(
      nextStep(assessment({ decision: 'block', reviews: [review] })).key,
    ).toBe('review');
  });

  it('does not wait for a review that was decided', () => {
    expect(
      nextStep(
        assessment({
          decision: 'block',
          reviews: [{ ...review, state: 'approved' }],
        }),
      ).key,
    ).toBe('blocked');
  });

  it('names the waiver that ends first', () => {
    const waived = (title: string, expiresAt: string) => ({
      id: title,
      function: 'map' as const,
      subcategory: 'MAP 1.1',
      title,
      state: 'waived' as const,
      reason: '',
      waiver: { reason: 'agreed', expiresAt },
    });
    expect(
      nextStep(
        assessment({
          requirements: [
            waived('later', '2027-02-01T00:00:00Z'),
            waived('sooner', '2027-01-01T00:00:00Z'),
          ],
        }),
      ),
    ).toEqual({
      key: 'waiver',
      params: { requirement: 'sooner', at: '2027-01-01T00:00:00Z' },
    });
  });

  it('never takes an unknown decision for nothing to do', () => {
    expect(
      nextStep(assessment({ requirements: [], decision: 'unknown' })).key,
    ).toBe('unknown');
  });
});
