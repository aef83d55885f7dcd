import { eventSentence } from './eventSentence';

describe('eventSentence', () => {
  it('tells the first declaration from a change', () => {
    expect(
      eventSentence({ type: 'DeclarationChanged', data: { changed: [] } }).key,
    ).toBe('DeclarationRecorded');
    expect(
      eventSentence({
        type: 'DeclarationChanged',
        data: { changed: ['spec.tier', 'spec.owner'] },
      }),
    ).toMatchObject({
      key: 'DeclarationChanged',
      params: { what: 'spec.tier, spec.owner' },
    });
  });

  it('tells a second label from a new version', () => {
    expect(
      eventSentence({
        type: 'ModelVersioned',
        data: { version: 'v4', same_bytes_as: 'v3', artifacts: [] },
      }),
    ).toMatchObject({
      key: 'VersionRelabelled',
      params: { version: 'v4', what: 'v3' },
    });
  });

  it('never takes a decision that is not an approval for one', () => {
    expect(
      eventSentence({ type: 'ReviewDecided', data: { decision: 'reject' } })
        .key,
    ).toBe('ReviewRejected');
    expect(eventSentence({ type: 'ReviewDecided', data: {} }).key).toBe(
      'ReviewRejected',
    );
  });

  it('counts the checks that passed', () => {
    expect(
      eventSentence({
        type: 'ValidationFailed',
        data: {
          version: 'v1',
          checks: [{ outcome: 'passed' }, { outcome: 'failed' }],
        },
      }).params.what,
    ).toBe('1/2');
  });

  it('names an event of the future, and leaves out what is no text', () => {
    expect(
      eventSentence({
        type: 'ModelTeleported',
        data: { version: { odd: true }, reason: { digest: 'sha256:…' } },
      }),
    ).toEqual({
      key: 'Other',
      params: {
        version: '',
        what: 'ModelTeleported',
        from: '',
        to: '',
        reason: '',
      },
    });
  });
});
