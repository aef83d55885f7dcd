import {
  aMeasurement,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { after, at } from '../__testUtils__/after';
import { decide } from '../decide';
import type { CommandOf } from './Command';

const by = 'user:default/ada';
const record = (changes: Partial<CommandOf<'RecordDrift'>>) =>
  decide(after(aRegistration()), aMeasurement(changes), {
    by,
    at,
    newId: () => '1',
  });

describe('a measurement', () => {
  it.each([
    'user:default/bob',
    'USER:default/bob',
    ' group:default/finance',
    'plugin:ml-models',
    'external:ci',
  ])('does not pass for somebody else: %s', source => {
    expect(() => record({ source })).toThrow(
      expect.objectContaining({ code: 'INVALID_SOURCE' }),
    );
  });

  it.each([by, 'nightly evaluation', 'evidently/0.4', 'api'])(
    'is labelled by its caller: %s',
    source => {
      expect(record({ source })[0]).toMatchObject({ data: { source } });
    },
  );

  it.each([
    '9999-12-31T00:00:00Z',
    '2026-03-01T12:06:00Z',
    '1970-01-21T12:00:00Z',
    'yesterday',
  ])('is not of a time that cannot be: %s', measuredAt => {
    expect(() => record({ measuredAt })).toThrow(
      expect.objectContaining({ code: 'INVALID_TIME' }),
    );
  });

  it.each(['2026-03-01T12:04:00Z', '2025-01-01T00:00:00+02:00'])(
    'may be older, or of a clock that runs ahead: %s',
    measuredAt => {
      expect(record({ measuredAt })[0]).toMatchObject({
        data: { measured_at: measuredAt },
      });
    },
  );

  it.each(['Drift_Score', 'drift score', 'DRIFT-SCORE', 'driftscore'])(
    'does not pass a threshold by under another spelling: %s',
    metric => {
      expect(() => record({ metric, score: 0.9 })).toThrow(
        expect.objectContaining({
          code: 'INVALID_METRIC',
          params: { metric, meant: 'drift_score' },
        }),
      );
    },
  );

  it('has a name, which is trimmed', () => {
    expect(record({ metric: ' drift_score\t' })[0]).toMatchObject({
      data: { metric: 'drift_score' },
    });
    expect(() => record({ metric: ' ' })).toThrow(
      expect.objectContaining({ code: 'INVALID_METRIC' }),
    );
  });

  it.each(['7d', 'P', 'PT', 'P1DT', 'a day', 'P1H', ''])(
    'is of a window that is a duration, not of %p',
    window => {
      expect(() => record({ window })).toThrow(
        expect.objectContaining({ code: 'INVALID_WINDOW' }),
      );
    },
  );

  it.each(['P1D', 'P2W', 'PT1H30M', 'P1Y2M3DT4H5M6.5S'])(
    'may be of a window of %s',
    window => {
      expect(record({ window })[0]).toMatchObject({ data: { window } });
    },
  );
});
