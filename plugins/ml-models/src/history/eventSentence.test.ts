import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { fakeTranslate as t } from '../__testUtils__/fakeTranslate';
import { eventSentence } from './eventSentence';

const sentence = (type: string, data: Wire['Event']['data']) =>
  eventSentence(t, { type, data });

describe('eventSentence', () => {
  it('tells the first declaration from a change', () => {
    expect(sentence('DeclarationChanged', { changed: [] }).key).toBe(
      'DeclarationRecorded',
    );
    expect(
      sentence('DeclarationChanged', { changed: ['spec.tier', 'spec.owner'] }),
    ).toMatchObject({
      key: 'DeclarationChanged',
      params: { what: 'spec.tier, spec.owner' },
    });
  });

  it('tells a second label from a new version', () => {
    expect(
      sentence('ModelVersioned', {
        version: 'v4',
        same_bytes_as: 'v3',
        artifacts: [],
      }),
    ).toMatchObject({
      key: 'VersionRelabelled',
      params: { version: 'v4', what: 'v3' },
    });
  });

  it('never takes a decision that is not an approval for one', () => {
    expect(sentence('ReviewDecided', { decision: 'reject' }).key).toBe(
      'ReviewRejected',
    );
    expect(sentence('ReviewDecided', {}).key).toBe('ReviewRejected');
  });

  it('counts what was not judged as unknown, never as passed', () => {
    const checks = ['passed', 'passed', 'passed', 'passed', 'unknown', 'odd'];
    expect(
      sentence('ValidationPassed', {
        version: 'v1',
        checks: checks.map(outcome => ({ outcome })),
      }).params.what,
    ).toBe('event.checks(passed=4,total=6), event.checksUnknown(number=2)');
    expect(
      sentence('ValidationFailed', {
        checks: [{ outcome: 'passed' }, { outcome: 'failed' }],
      }).params.what,
    ).toBe('event.checks(passed=1,total=2), event.checksFailed(number=1)');
  });

  it('P6: says seen in service only of what a cluster showed', () => {
    expect(sentence('ModelDeployed', { seen_in: 'cluster' }).key).toBe(
      'ModelDeployed',
    );
    expect(sentence('ModelDeployed', { seen_in: 'manifests' }).key).toBe(
      'ModelDeclared',
    );
    expect(sentence('ModelDeployed', {}).key).toBe('ModelTied');
    expect(sentence('RolloutAdvanced', { seen_in: 'manifests' }).key).toBe(
      'RolloutDeclared',
    );
    expect(sentence('RolloutAdvanced', {}).key).toBe('RolloutSeen');
  });

  it('says no address and no name of a rule where people read', () => {
    expect(
      sentence('AttestationRecorded', {
        predicate_type: 'https://spdx.dev/Document',
        outcome: 'unverified',
      }).params.what,
    ).toBe('event.predicate.spdx, event.outcome.unverified');
    expect(
      sentence('AttestationRecorded', {
        predicate_type: 'https://example.org/red-team/v2',
        outcome: 'half-verified',
      }).params.what,
    ).toBe('event.predicate.other(name=red team), half verified');
    expect(sentence('VersionBlocked', { rule: 'tier-3' }).params.what).toBe(
      'event.rule.tier-3',
    );
    expect(sentence('VersionBlocked', { rule: 'new_rule' }).params.what).toBe(
      'event.rule.other(rule=new rule)',
    );
  });

  it('names an event of the future in words, and leaves out what is no text', () => {
    expect(
      sentence('ModelTeleported', {
        version: { odd: true },
        reason: { digest: 'sha256:…' },
      }),
    ).toEqual({
      key: 'Other',
      params: {
        version: '',
        what: 'model teleported',
        from: '',
        to: '',
        reason: '',
      },
    });
  });
});
