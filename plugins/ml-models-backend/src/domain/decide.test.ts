import type {
  ModelEvent,
  NewModelEvent,
} from '@ml-models/backstage-plugin-ml-models-common';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../store/__testUtils__/commands';
import { standingDecision } from './drift/standingDecision';
import { evolve } from './evolve';
import type { ModelCommand } from './ModelCommand';
import type { ModelState } from './ModelState';
import { plan } from './plan';

const modelRef = 'mlmodel:default/lora';
const reason = aDocument('because').reference;
const at = '2026-03-01T12:00:00.000Z';

/** One model without a database: plans, numbers and folds. */
class Subject {
  state: ModelState | undefined;
  #position = 0;
  #ids = 0;

  do(command: ModelCommand): NewModelEvent['type'][] {
    const plans = plan(
      command,
      { found: this.state },
      { by: 'user:default/ada', at, newId: () => `${(this.#ids += 1)}` },
    );
    const { events } = plans[plans.length - 1];
    for (const event of events) {
      this.#position += 1;
      const recorded: ModelEvent = {
        id: `ev-${this.#position}`,
        position: this.#position,
        streamId: 'mdl-1',
        sequence: this.#position,
        actor: 'user:default/ada',
        recordedAt: at,
        previousHash: '',
        hash: '',
        ...event,
      };
      this.state = evolve(this.state, recorded);
    }
    return events.map(({ type }) => type);
  }

  get model(): ModelState {
    if (!this.state) {
      throw new Error('not registered');
    }
    return this.state;
  }

  get version() {
    const version = this.model.versions[0];
    return { ...version, risk: standingDecision(this.model, version).decision };
  }
}

const to = (
  stage: (ModelCommand & { type: 'TransitionVersion' })['to'],
  version = 'v1',
): ModelCommand => ({
  type: 'TransitionVersion',
  modelRef,
  version,
  to: stage,
  reason,
  reasonText: 'because',
});
const tiered = (tier?: 'tier-1' | 'tier-2' | 'tier-3') =>
  aRegistration({ declaration: aDeclaration({ tier }) });
const observed = (
  changes: Parameters<typeof aDeclaration>[0],
): ModelCommand => ({
  type: 'ObserveDeclaration',
  modelRef,
  declaration: aDeclaration(changes),
});
const review = (
  reviewId: string,
  decision: 'approve' | 'reject',
  version = 'v1',
): ModelCommand => ({
  type: 'DecideReview',
  modelRef,
  version,
  reviewId,
  decision,
  comment: reason,
});
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('decide', () => {
  let subject: Subject;
  beforeEach(() => {
    subject = new Subject();
  });

  describe('registration', () => {
    it('changes nothing for the same bytes under the same label', () => {
      subject.do(aRegistration());
      expect(subject.do(aRegistration())).toEqual([]);
    });

    it('gives the same bytes under another label that label too', () => {
      subject.do(aRegistration());
      expect(subject.do(aRegistration({ version: 'v2' }))).toEqual([
        'ModelVersioned',
      ]);
      expect(subject.model.versions).toHaveLength(1);
      expect(subject.version.labels).toEqual(['v1', 'v2']);
      expect(subject.model.latest?.version).toBe('v2');
    });

    it('refuses other bytes under a known label and names both digests', () => {
      subject.do(aRegistration());
      const other = aRegistration({ bytes: 'other' });
      expect(() => subject.do(other)).toThrow(
        expect.objectContaining({
          code: 'VERSION_CONFLICT',
          params: {
            version: 'v1',
            registered: subject.version.manifestDigest,
            offered: other.manifestDigest,
          },
        }),
      );
    });

    it('validates what was scanned and leaves the rest registered', () => {
      subject.do(aRegistration());
      expect(subject.version.stage).toBe('validated');
      subject.do(
        aRegistration({
          version: 'v2',
          bytes: 'opaque',
          artifacts: [anArtifact({ inspection_status: 'unsupported' })],
          unsupported: true,
        }),
      );
      expect(subject.model.versions[1]).toMatchObject({
        stage: 'registered',
        baseVersion: 'v1',
      });
    });

    it('names what a new declaration changed', () => {
      subject.do(aRegistration());
      subject.do(
        observed({ license: 'MIT', title: 'LoRA', lifecycle: undefined }),
      );
      expect(subject.model.declaration?.changed).toEqual([
        'spec.license',
        'spec.lifecycle',
        'spec.title',
      ]);
      expect(
        subject.do(
          observed({ license: 'MIT', title: 'LoRA', lifecycle: undefined }),
        ),
      ).toEqual([]);
    });

    it('continues a removed model for its owner and for nobody else', () => {
      subject.do(aRegistration());
      subject.do({ type: 'RemoveFromCatalog', modelRef });
      expect(subject.model.removedFromCatalog).toBe(true);
      const other = aRegistration({
        declaration: aDeclaration({ owner: 'group:default/other' }),
      });
      expect(
        plan(
          other,
          { found: subject.state },
          { by: '', at, newId: () => '1' },
        )[0].state,
      ).toBeUndefined();
      expect(subject.do(aRegistration())).toEqual(['DeclarationChanged']);
      expect(subject.model.removedFromCatalog).toBe(false);
    });
  });

  describe('drift', () => {
    it.each([
      ['tier-1', 0.15, 'none', []],
      ['tier-1', 0.151, 'monitor', []],
      ['tier-2', 0.08, 'none', []],
      ['tier-2', 0.081, 'review', ['ReviewRequested']],
      [undefined, 0.081, 'review', ['ReviewRequested']],
      ['tier-3', 0.03, 'none', []],
      ['tier-3', 0.031, 'block', ['VersionBlocked']],
    ] as const)('of %s at %p decides %s', (tier, score, decision, more) => {
      subject.do(tiered(tier));
      expect(subject.do(aMeasurement({ score }))).toEqual([
        'DriftMeasured',
        'RiskAssessed',
        ...more,
      ]);
      expect(subject.version.risk).toBe(decision);
    });

    it('is unknown for a metric without a threshold', () => {
      subject.do(tiered('tier-3'));
      subject.do(aMeasurement({ metric: 'psi', score: 0.9 }));
      expect(subject.version).toMatchObject({
        risk: 'unknown',
        stage: 'validated',
      });
    });

    it.each([NaN, Infinity, -0.1, 1.5])('refuses %p', score => {
      subject.do(aRegistration());
      expect(() => subject.do(aMeasurement({ score }))).toThrow(
        code('INVALID_SCORE'),
      );
    });

    it('never lifts a block by a good score', () => {
      subject.do(tiered('tier-3'));
      subject.do(aMeasurement({ score: 0.5 }));
      expect(subject.do(aMeasurement({ score: 0.4 }))).toEqual([
        'DriftMeasured',
        'RiskAssessed',
      ]);
      subject.do(aMeasurement({ score: 0 }));
      expect(subject.version).toMatchObject({
        stage: 'blocked',
        risk: 'block',
      });
    });

    it('asks once while a review is open', () => {
      subject.do(tiered('tier-2'));
      subject.do(aMeasurement({ score: 0.5 }));
      subject.do(aMeasurement({ score: 0.6 }));
      expect(subject.model.reviews).toHaveLength(1);
      expect(subject.model.reviews[0].evidence).toEqual([6, 7]);
    });
  });

  describe('review', () => {
    it('of a drift that is approved leaves something to watch', () => {
      subject.do(tiered('tier-2'));
      subject.do(aMeasurement({ score: 0.5 }));
      subject.do(review('rev-1', 'approve'));
      expect(subject.version).toMatchObject({
        risk: 'monitor',
        stage: 'validated',
      });
      subject.do(aMeasurement({ score: 0.5 }));
      expect(subject.version.risk).toBe('review');
      expect(subject.model.reviews).toHaveLength(2);
    });

    it('of a drift that is rejected blocks', () => {
      subject.do(tiered('tier-2'));
      subject.do(aMeasurement({ score: 0.5 }));
      expect(subject.do(review('rev-1', 'reject'))).toEqual([
        'ReviewDecided',
        'VersionBlocked',
      ]);
      expect(subject.version.blocked?.rule).toBe('review');
    });

    it('is decided once, and only where it belongs', () => {
      subject.do(tiered('tier-2'));
      subject.do(aMeasurement({ score: 0.5 }));
      expect(() => subject.do(review('rev-9', 'approve'))).toThrow(
        code('REVIEW_NOT_FOUND'),
      );
      subject.do(review('rev-1', 'approve'));
      expect(() => subject.do(review('rev-1', 'reject'))).toThrow(
        code('REVIEW_CLOSED'),
      );
      subject.do(aRegistration({ version: 'v2', bytes: 'other' }));
      expect(() => subject.do(review('rev-1', 'approve', 'v2'))).toThrow(
        code('REVIEW_NOT_FOUND'),
      );
    });
  });

  describe('tier', () => {
    it('counts as the policy of the time says where none is declared', () => {
      const undeclared = (default_tier: 'tier-1' | 'tier-2' | 'tier-3') =>
        aRegistration({ declaration: aDeclaration({ default_tier }) });
      subject.do(undeclared('tier-1'));
      expect(subject.model.tier).toEqual({
        effective: 'tier-1',
        declared: null,
      });
      subject.do(undeclared('tier-3'));
      expect(subject.model.tier.effective).toBe('tier-3');
      // a laxer policy is a laxer tier
      expect(subject.do(undeclared('tier-2'))).toEqual([
        'DeclarationChanged',
        'ReviewRequested',
      ]);
      expect(subject.model.tier).toEqual({
        effective: 'tier-3',
        declared: null,
        pending: { tier: 'tier-2', reviewId: expect.any(String) },
      });
    });

    it('counts at once when it is stricter', () => {
      subject.do(tiered('tier-1'));
      expect(subject.do(observed({ tier: 'tier-3' }))).toEqual([
        'DeclarationChanged',
      ]);
      expect(subject.model.tier).toEqual({
        effective: 'tier-3',
        declared: 'tier-3',
      });
    });

    it('waits for a review when it is laxer, and lifts no block', () => {
      subject.do(tiered('tier-3'));
      subject.do(aMeasurement({ score: 0.031 }));
      expect(subject.do(observed({ tier: 'tier-1' }))).toEqual([
        'DeclarationChanged',
        'ReviewRequested',
      ]);
      expect(subject.model.tier).toEqual({
        effective: 'tier-3',
        declared: 'tier-1',
        pending: { tier: 'tier-1', reviewId: 'rev-1' },
      });
      subject.do(review('rev-1', 'approve'));
      expect(subject.model.tier).toEqual({
        effective: 'tier-1',
        declared: 'tier-1',
      });
      expect(subject.version).toMatchObject({
        stage: 'blocked',
        risk: 'block',
      });
    });

    it('stays when the review is rejected', () => {
      subject.do(tiered('tier-3'));
      subject.do(observed({ tier: 'tier-2' }));
      subject.do(review('rev-1', 'reject'));
      expect(subject.model.tier).toEqual({
        effective: 'tier-3',
        declared: 'tier-2',
      });
    });

    it('cannot be lowered by leaving it out, nor by removing the entity', () => {
      subject.do(tiered('tier-3'));
      subject.do(observed({}));
      expect(subject.model.tier.effective).toBe('tier-3');
      subject.do({ type: 'RemoveFromCatalog', modelRef });
      subject.do(tiered('tier-1'));
      expect(subject.model.tier.effective).toBe('tier-3');
    });

    it('asks once for the same tier, and is stricter again without asking', () => {
      subject.do(tiered('tier-3'));
      subject.do(observed({ tier: 'tier-1' }));
      subject.do(observed({ tier: 'tier-3' }));
      expect(subject.model.tier).not.toHaveProperty('pending');
      expect(subject.do(observed({ tier: 'tier-1', title: 'x' }))).toEqual([
        'DeclarationChanged',
      ]);
      expect(subject.model.tier.pending?.reviewId).toBe('rev-1');
    });

    it('that is none is refused', () => {
      const declaration = {
        ...aDeclaration(),
        ...JSON.parse('{"tier":"tier-9"}'),
      };
      expect(() => subject.do(aRegistration({ declaration }))).toThrow(
        code('UNKNOWN_TIER'),
      );
    });
  });

  describe('stage', () => {
    it('goes the long way round', () => {
      subject.do(aRegistration());
      subject.do(to('approved'));
      expect(subject.version.stage).toBe('approved');
      subject.do(to('blocked'));
      expect(subject.version.blocked?.rule).toBe('manual');
      expect(() => subject.do(to('retired'))).toThrow(
        code('INVALID_TRANSITION'),
      );
      subject.do(to('unblocked'));
      expect(subject.version).toMatchObject({ stage: 'approved' });
      expect(subject.version).not.toHaveProperty('blocked');
      subject.do(to('deprecated'));
      subject.do(to('retired'));
      expect(subject.version.stage).toBe('retired');
      expect(() => subject.do(to('approved'))).toThrow(
        code('INVALID_TRANSITION'),
      );
    });

    it('after a lifted drift block leaves something to watch', () => {
      subject.do(tiered('tier-3'));
      subject.do(aMeasurement({ score: 0.5 }));
      subject.do(to('unblocked'));
      expect(subject.version).toMatchObject({
        stage: 'validated',
        risk: 'monitor',
      });
    });

    it.each([
      'validated',
      'approved',
      'deprecated',
      'retired',
      'rejected',
      'unblocked',
    ] as const)('of a file that was not scanned never becomes %s', stage => {
      subject.do(
        aRegistration({
          unsupported: true,
          artifacts: [anArtifact({ inspection_status: 'unsupported' })],
        }),
      );
      expect(() => subject.do(to(stage))).toThrow(code('INVALID_TRANSITION'));
      subject.do(to('blocked'));
      subject.do(to('unblocked'));
      expect(subject.version.stage).toBe('registered');
    });

    it('of an unknown version is refused', () => {
      subject.do(aRegistration());
      expect(() => subject.do(to('approved', 'v9'))).toThrow(
        code('VERSION_NOT_FOUND'),
      );
      expect(() => new Subject().do(to('approved'))).toThrow(
        code('MODEL_NOT_FOUND'),
      );
    });
  });

  describe('P13: what forbids an approval', () => {
    it('an open review of these bytes', () => {
      subject.do(tiered('tier-2'));
      subject.do(aMeasurement({ score: 0.5 }));
      subject.do(aMeasurement({ score: 0 }));
      expect(() => subject.do(to('approved'))).toThrow(
        code('INVALID_TRANSITION'),
      );
      subject.do(review('rev-1', 'approve'));
      expect(subject.do(to('approved'))).toEqual(['VersionApproved']);
    });

    it('bytes that were found changed, until they are whole again', () => {
      subject.do(aRegistration());
      const { path, source, digest } = subject.version.artifacts[0];
      const reread = (found: string): ModelCommand => ({
        type: 'RecordReread',
        modelRef,
        version: 'v1',
        files: [{ path, source, digest: found }],
      });
      expect(subject.do(reread(reason.digest))).toEqual(['IntegrityFailed']);
      expect(subject.do(reread(reason.digest))).toEqual([]);
      expect(() => subject.do(to('approved'))).toThrow(
        code('INVALID_TRANSITION'),
      );
      expect(subject.do(reread(digest))).toEqual(['IntegrityVerified']);
      expect(subject.do(reread(digest))).toEqual([]);
      expect(subject.do(to('approved'))).toEqual(['VersionApproved']);
    });

    it('bytes that were found changed, until another label finds them whole at their source', () => {
      subject.do(aRegistration());
      const { path, source } = subject.version.artifacts[0];
      subject.do({
        type: 'RecordReread',
        modelRef,
        version: 'v1',
        files: [{ path, source, digest: reason.digest }],
      });
      const sent = anArtifact({ source: 'upload' });
      expect(
        subject.do(aRegistration({ version: 'v2', artifacts: [sent] })),
      ).toEqual(['ModelVersioned']);
      expect(
        subject.do(aRegistration({ version: 'v3', trigger: 'api' })),
      ).not.toContain('IntegrityVerified');
      expect(subject.version.integrityFailed).toBeDefined();
      const declaredAt = (version: string, location: string) =>
        aRegistration({
          version,
          declaration: { ...aDeclaration(), location },
        });
      expect(
        subject.do(declaredAt('v3b', 'file:/elsewhere.yaml')),
      ).not.toContain('IntegrityVerified');
      expect(subject.do(declaredAt('v4', aRegistration().source))).toEqual([
        'ModelVersioned',
        'IntegrityVerified',
      ]);
      expect(subject.version.integrityFailed).toBeUndefined();
      expect(subject.do(aRegistration({ version: 'v5' }))).toEqual([
        'ModelVersioned',
      ]);
    });

    it('a check that failed', () => {
      const checks = [
        { id: 'scan', outcome: 'failed' as const, message: 'found something' },
      ];
      subject.do(
        aRegistration({
          validation: {
            runId: 'ing-1',
            validatorVersion: '0',
            metrics: {},
            checks,
          },
        }),
      );
      expect(() => subject.do(to('approved'))).toThrow(
        code('INVALID_TRANSITION'),
      );
    });
  });

  it.each([
    ['javascript', 'alert(1)'].join(':'),
    'https://example.com/other',
    'component:default/other',
    'mlmodel:default/',
    'other model',
    '',
  ])('P13: redirects to no %p', redirectTo => {
    subject.do(aRegistration());
    expect(() =>
      subject.do({ ...to('deprecated'), redirectTo } as ModelCommand),
    ).toThrow(code('INVALID_REDIRECT'));
    subject.do({ ...to('deprecated'), redirectTo: 'Other' } as ModelCommand);
    expect(subject.version.deprecation?.redirectTo).toBe(
      'mlmodel:default/other',
    );
  });

  it.each(['no-such', '', '__proto__', 'constructor'])(
    'P13: waives no requirement %p',
    requirement => {
      subject.do(aRegistration());
      expect(() =>
        subject.do({
          type: 'WaiveRequirement',
          modelRef,
          version: 'v1',
          requirement,
          reason,
          expiresAt: '2026-04-01T00:00:00Z',
        }),
      ).toThrow(code('UNKNOWN_REQUIREMENT'));
    },
  );

  it('waives a requirement until a day to come', () => {
    subject.do(aRegistration());
    const waiver = {
      type: 'WaiveRequirement' as const,
      modelRef,
      version: 'v1',
      requirement: 'license',
      reason,
      expiresAt: '2026-04-01T00:00:00+02:00',
    };
    subject.do(waiver);
    expect(subject.model.waivers).toMatchObject([
      { requirement: 'license', expiresAt: '2026-03-31T22:00:00.000Z' },
    ]);
    expect(() => subject.do({ ...waiver, expiresAt: at })).toThrow(
      code('INVALID_WAIVER'),
    );
    expect(() => subject.do({ ...waiver, expiresAt: 'soon' })).toThrow(
      code('INVALID_WAIVER'),
    );
  });

  it('A13: a waiver ends within 366 days', () => {
    subject.do(aRegistration());
    const waive = (days: number) =>
      subject.do({
        type: 'WaiveRequirement',
        modelRef,
        version: 'v1',
        requirement: 'license',
        reason,
        expiresAt: new Date(Date.parse(at) + days * 86_400_000).toISOString(),
      });
    waive(366);
    expect(() => waive(367)).toThrow(code('INVALID_WAIVER'));
  });

  it('A13: neither an open review nor a block is waived away', () => {
    const waive = (requirement: string) =>
      subject.do({
        type: 'WaiveRequirement',
        modelRef,
        version: 'v1',
        requirement,
        reason,
        expiresAt: '2026-04-01T00:00:00Z',
      });
    subject.do(aRegistration());
    waive('review');
    waive('drift');
    waive('response');
    subject.do(aMeasurement({ score: 0.5 }));
    for (const requirement of ['review', 'drift']) {
      expect(() => waive(requirement)).toThrow(code('INVALID_WAIVER'));
    }
    subject.do({
      type: 'TransitionVersion',
      modelRef,
      version: 'v1',
      to: 'blocked',
      reason,
      reasonText: 'no',
    });
    for (const requirement of ['response', 'drift']) {
      expect(() => waive(requirement)).toThrow(code('INVALID_WAIVER'));
    }
  });

  it('records a statement once', () => {
    subject.do(aRegistration());
    const attestation: ModelCommand = {
      type: 'RecordAttestation',
      modelRef,
      version: 'v1',
      subject: subject.version.manifestDigest,
      predicateType: 'https://slsa.dev/provenance/v1',
      verifier: 'none',
      outcome: 'unverified',
      document: reason,
    };
    expect(subject.do(attestation)).toEqual(['AttestationRecorded']);
    expect(subject.do(attestation)).toEqual([]);
  });
});

describe('evolve', () => {
  it('moves over an event that it does not know', () => {
    const subject = new Subject();
    subject.do(aRegistration());
    const event: ModelEvent = {
      ...JSON.parse('{"type":"toString","data":{}}'),
      sequence: 9,
      position: 9,
      recordedAt: at,
    };
    expect(evolve(subject.model, event)).toEqual({
      ...subject.model,
      sequence: 9,
      position: 9,
    });
  });

  it('begins with whatever comes first', () => {
    const event: ModelEvent = {
      ...JSON.parse(
        '{"type":"VersionBlocked","data":{"version":"v1","manifest_digest":"x","rule":"r","reason":"y"}}',
      ),
      streamId: 'mdl-1',
      sequence: 1,
      position: 1,
      recordedAt: at,
      actor: 'user:default/ada',
    };
    expect(evolve(undefined, event)).toMatchObject({
      id: 'mdl-1',
      versions: [],
      tier: { effective: 'tier-2' },
    });
  });
});
