import { NIST_SUBCATEGORIES } from './NIST_SUBCATEGORIES';
import type { RequirementSeen } from './Requirement';
import type { RequirementFacts } from './RequirementFacts';
import { requirements } from './requirements';

const AT = '2026-03-01T12:00:00Z';
const nothing: RequirementFacts = { at: AT, declared: {} };
const full: RequirementFacts = {
  at: AT,
  registered: {
    modelId: 'mdl-01',
    version: '1.0.0',
    ref: 'ev-1',
    at: '2026-02-01T00:00:00Z',
  },
  declared: {
    owner: 'group:default/speech',
    task: 'voice-activity-detection',
    intendedUse: 'Telephone audio',
    limitations: 'No music',
    license: { text: 'MIT', state: 'listed' },
    baseModel: 'mlmodel:default/base',
  },
  tier: { tier: 'tier-2', reason: 'declared', message: 'tier-2 as declared' },
  checks: [
    { id: 'integrity', outcome: 'passed', message: 'same bytes' },
    { id: 'scan', outcome: 'passed', message: 'nothing found' },
  ],
  sbom: { gaps: 0, ref: 'sha256:1', at: '2026-02-01T00:00:01Z' },
  drift: { action: 'none', reason: 'within', at: '2026-02-20T00:00:00Z' },
  unpublish: { why: 'an alias points to it', ref: 'alias production' },
  reviews: [{ id: 'r-1', state: 'approved', at: '2026-02-02T00:00:00Z' }],
};
const states = (facts: RequirementFacts) =>
  Object.fromEntries(requirements(facts).map(({ id, state }) => [id, state]));

describe('requirements', () => {
  it('covers every requirement once, in each of the four functions', () => {
    const board = requirements(nothing);
    expect(board.map(({ id }) => id).sort()).toEqual(
      Object.keys(NIST_SUBCATEGORIES).sort(),
    );
    expect([...new Set(board.map(one => one.function))].sort()).toEqual([
      'govern',
      'manage',
      'map',
      'measure',
    ]);
  });

  it('keys each to a subcategory of its function', () => {
    for (const { function: of, subcategory } of requirements(nothing)) {
      expect(subcategory).toMatch(
        new RegExp(`^${of.toUpperCase()} [1-6]\\.\\d{1,2}$`),
      );
    }
  });

  it('calls nothing met of which nothing is known', () => {
    expect(requirements(nothing).filter(one => one.state === 'met')).toEqual(
      [],
    );
  });

  it('calls everything met for which there is evidence, and shows it', () => {
    const board = requirements(full);
    expect(board.filter(one => one.state !== 'met')).toEqual([]);
    expect(board.every(one => one.evidence.length > 0)).toBe(true);
    expect(board.find(one => one.id === 'drift')).toEqual({
      id: 'drift',
      function: 'measure',
      subcategory: 'MEASURE 2.4',
      title: NIST_SUBCATEGORIES.drift.title,
      state: 'met',
      level: 'measured',
      reason: 'within',
      evidence: [
        { role: 'decides', why: 'within', at: '2026-02-20T00:00:00Z' },
      ],
      at: '2026-02-20T00:00:00Z',
    });
  });

  it('P9: takes no absence of a block for a way to take a version out of use', () => {
    const { unpublish: _, ...unproven } = full;
    expect(states(unproven)).toMatchObject({
      response: 'unknown',
      inventory: 'met',
    });
    expect(states({ ...full, declared: {} })).toMatchObject({
      response: 'unknown',
      inventory: 'unknown',
    });
    expect(states({ ...full, unlisted: true }).inventory).toBe('gap');
    expect(states({ ...full, blocked: { reason: 'drift' } }).response).toBe(
      'gap',
    );
  });

  it('says what only rests on a declaration, and knows what nobody knows to be unknown', () => {
    const levels = (facts: RequirementFacts) =>
      Object.fromEntries(
        requirements(facts).map(({ id, level }) => [id, level]),
      );
    expect(levels(full)).toMatchObject({
      owner: 'declared',
      license: 'declared',
      tier: 'declared',
      review: 'declared',
      'base-model': 'declared',
      inventory: 'measured',
      components: 'measured',
      drift: 'measured',
      scan: 'measured',
      integrity: 'measured',
    });
    expect(levels(nothing)).toMatchObject({
      owner: 'declared',
      drift: 'unknown',
      integrity: 'unknown',
    });
    expect(
      levels({
        ...full,
        checks: [{ id: 'integrity', outcome: 'failed', message: '' }],
      }).integrity,
    ).toBe('measured');
  });

  it.each<[string, string, Partial<RequirementFacts>]>([
    ['drift', 'gap', { drift: { action: 'block', reason: 'above' } }],
    ['drift', 'unknown', { drift: { action: 'unknown', reason: 'none' } }],
    ['drift', 'unknown', { drift: undefined }],
    ['integrity', 'unknown', { checks: [] }],
    [
      'integrity',
      'unknown',
      { checks: [{ id: 'integrity', outcome: 'unknown', message: '' }] },
    ],
    [
      'scan',
      'gap',
      { checks: [{ id: 'scan', outcome: 'failed', message: '' }] },
    ],
    ['components', 'gap', { sbom: { gaps: 4 } }],
    ['components', 'gap', { sbom: undefined }],
    [
      'license',
      'gap',
      { declared: { license: { text: 'llama3', state: 'unlisted' } } },
    ],
    ['base-model', 'unknown', { declared: {} }],
    ['owner', 'gap', { declared: { owner: ' ' } }],
    [
      'tier',
      'gap',
      { tier: { tier: 'tier-2', reason: 'default', message: 'none' } },
    ],
    [
      'tier',
      'gap',
      {
        tier: {
          tier: 'tier-3',
          reason: 'laxer-needs-review',
          message: 'waits',
          pending: 'tier-1',
        },
      },
    ],
    [
      'review',
      'gap',
      {
        reviews: [
          { id: 'a', state: 'approved' },
          { id: 'b', state: 'open' },
        ],
      },
    ],
    [
      'review',
      'gap',
      {
        reviews: [
          { id: 'a', state: 'approved' },
          { id: 'b', state: 'rejected' },
        ],
      },
    ],
    ['review', 'unknown', { reviews: [] }],
    ['response', 'gap', { blocked: { reason: 'drift' } }],
    ['inventory', 'gap', { registered: undefined }],
  ])('%s is %s', (id, state, changes) => {
    expect(states({ ...full, ...changes })[id]).toBe(state);
  });

  describe('with a waiver', () => {
    const waived = (expiresAt: string): RequirementFacts => ({
      ...nothing,
      waivers: [{ requirement: 'limitations', reason: 'soon', expiresAt }],
    });

    it('is waived until it ends', () => {
      const board = requirements(waived('2026-03-01T12:00:01Z'));
      expect(board.find(one => one.id === 'limitations')).toMatchObject({
        state: 'waived',
        reason: 'spec.limitations is not declared',
        waiver: { reason: 'soon', expiresAt: '2026-03-01T12:00:01Z' },
      });
    });

    it.each([AT, '2025-01-01T00:00:00Z', 'never'])(
      'is a gap again at its end (%s)',
      expiresAt => {
        expect(states(waived(expiresAt)).limitations).toBe('gap');
      },
    );

    const later = '2027-01-01T00:00:00Z';
    const board = (changes: Partial<RequirementFacts>) =>
      requirements({ ...full, ...changes });

    it('A13: never replaces the decision that an open review or a block asks for', () => {
      const asking: Partial<RequirementFacts> = {
        reviews: [{ id: 'a', state: 'open' }],
        blocked: { reason: 'drift' },
        drift: { action: 'review', reason: 'too much' },
        waivers: (['review', 'response', 'drift'] as const).map(
          requirement => ({ requirement, reason: 'soon', expiresAt: later }),
        ),
      };
      for (const id of ['review', 'response', 'drift']) {
        const one = board(asking).find(each => each.id === id);
        expect(one?.state).toBe('gap');
        expect(one).not.toHaveProperty('waiver');
        expect(one?.endedWaiver?.reason).toBe('soon');
      }
    });

    it('A13: is of what was seen and of nothing worse', () => {
      const drift = (
        seen: RequirementSeen | undefined,
        now: RequirementFacts['drift'],
      ) =>
        board({
          drift: now,
          waivers: [
            {
              requirement: 'drift',
              reason: 'soon',
              expiresAt: later,
              ...(seen && { seen }),
            },
          ],
        }).find(({ id }) => id === 'drift');
      const was = { state: 'gap' as const, reason: '0.2 is above 0.15' };
      const same = { action: 'monitor' as const, reason: was.reason };
      const worse = { action: 'monitor' as const, reason: '0.9 is above 0.15' };
      expect(drift(was, same)?.state).toBe('waived');
      expect(drift(was, { action: 'unknown', reason: 'too old' })?.state).toBe(
        'waived',
      );
      expect(drift(was, worse)).toMatchObject({
        state: 'gap',
        endedWaiver: { why: 'it was given for: 0.2 is above 0.15' },
      });
      expect(drift({ state: 'unknown', reason: 'never' }, same)?.state).toBe(
        'gap',
      );
      expect(drift(undefined, same)?.state).toBe('waived');
    });

    it('does not hide that there is evidence', () => {
      const state = states({
        ...full,
        ...waived('2027-01-01T00:00:00Z'),
        declared: full.declared,
      });
      expect(state.limitations).toBe('met');
    });
  });
});
