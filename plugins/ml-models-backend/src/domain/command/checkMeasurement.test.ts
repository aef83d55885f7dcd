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
});
