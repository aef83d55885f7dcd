import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readConfig } from './readConfig';

const read = (mlModels: object) =>
  readConfig(new ConfigReader({ mlModels: { ...mlModels } }));

describe('readConfig', () => {
  it('needs nothing', () => {
    const config = readConfig(new ConfigReader({}));
    expect(config.ingestion.roots).toEqual([]);
    expect(config.ingestion.refuseAtSeverity).toBe('high');
    expect(config.ingestion.allowUnsupported).toBe(false);
    expect(config.governance.drift.thresholds).toEqual({
      drift_score: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.03 },
    });
    expect(config.governance.defaultTier).toBe('tier-2');
    expect(config.serving.staleAfterMs).toBe(300_000);
    expect(config.metrics.public).toBe(false);
  });

  it('reads what is given', () => {
    const config = read({
      ingestion: {
        roots: ['examples'],
        schedule: { frequency: { seconds: 30 }, timeout: { minutes: 5 } },
        limits: { fileBytes: '1.5 GiB', files: 3 },
      },
      governance: {
        defaultTier: 'tier-3',
        tiers: {
          'tier-1': { psi: 0.3 },
          'tier-2': { psi: 0.2 },
          'tier-3': { psi: 0.1, drift_score: 0.02 },
        },
      },
      serving: {
        manifests: [
          { cluster: 'a', path: 'manifests' },
          { cluster: 'b', url: 'https://example.com/tree' },
        ],
        staleAfter: { seconds: 90 },
      },
      metrics: { public: true },
    });
    expect(config.ingestion.roots).toEqual([resolve('examples')]);
    expect(config.ingestion.schedule).toMatchObject({
      frequency: { seconds: 30 },
      initialDelay: { seconds: 2 },
    });
    expect(config.ingestion.limits.fileBytes).toBe(1.5 * 1024 ** 3);
    expect(config.ingestion.limits.uploadBytes).toBe(1.5 * 1024 ** 3);
    expect(config.governance.drift.thresholds).toEqual({
      drift_score: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.02 },
      psi: { 'tier-1': 0.3, 'tier-2': 0.2, 'tier-3': 0.1 },
    });
    expect(config.governance.defaultTier).toBe('tier-3');
    expect(config.serving.manifests).toEqual([
      { cluster: 'a', path: resolve('manifests') },
      { cluster: 'b', url: 'https://example.com/tree' },
    ]);
    expect(config.serving.staleAfterMs).toBe(90_000);
  });

  it.each([
    ['a severity', { ingestion: { refuseAtSeverity: 'severe' } }],
    ['a size', { ingestion: { limits: { fileBytes: 'big' } } }],
    ['a count', { ingestion: { concurrency: 0 } }],
    [
      'an age that no date has',
      { retention: { ingestions: { years: 400_000 } } },
    ],
    ['no age', { readiness: { queueStuckAfter: { seconds: 0 } } }],
    ['another default tier', { governance: { defaultTier: 'tier-0' } }],
    ['a tier without metrics', { governance: { tiers: { 'tier-1': 0.1 } } }],
    ['an unknown tier', { governance: { tiers: { 'tier-4': { a: 1 } } } }],
    ['a metric on one tier', { governance: { tiers: { 'tier-1': { a: 1 } } } }],
    [
      'a stricter tier that allows more',
      { governance: { tiers: { 'tier-3': { drift_score: 0.5 } } } },
    ],
    [
      'a negative threshold',
      { governance: { tiers: { 'tier-3': { drift_score: -1 } } } },
    ],
    [
      'manifests without a place',
      { serving: { manifests: [{ cluster: 'a' }] } },
    ],
    [
      'one cluster twice',
      {
        serving: {
          manifests: [
            { cluster: 'a', path: 'x' },
            { cluster: 'a', path: 'y' },
          ],
        },
      },
    ],
  ])('refuses %s', (_what, mlModels) => {
    expect(() => read(mlModels)).toThrow(
      /is|needs|names|can only|tolerates|has no/,
    );
  });
});
