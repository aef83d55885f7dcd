import { RegistryMetrics } from './RegistryMetrics';

const levels = {
  modelsByStage: { validated: 2, blocked: 1 },
  modelsByTier: { 'tier-2': 3 },
  modelsByRisk: { unknown: 3 },
  refused: 1,
  position: 42,
  publisherLag: 3,
};

describe('RegistryMetrics', () => {
  it('writes counters and the levels of this moment', async () => {
    const metrics = new RegistryMetrics({ levels: async () => levels });
    metrics.requestAnswered(200);
    metrics.requestAnswered(200);
    metrics.requestAnswered(404);
    metrics.ingestionEnded({ outcome: 'succeeded', seconds: 2, bytes: 512 });
    metrics.eventsAppended(['ModelRegistered', 'ModelVersioned']);
    const text = await metrics.text();
    expect(text).toContain(
      'http_requests_total{service="ml-models",status="200"} 2',
    );
    expect(text).toContain(
      'http_requests_total{service="ml-models",status="404"} 1',
    );
    expect(text).toContain('ml_models_ingestions_total{outcome="succeeded"} 1');
    expect(text).toContain('ml_models_ingestion_duration_seconds_count 1');
    expect(text).toContain('ml_models_ingested_bytes_total 512');
    expect(text).toContain(
      'ml_models_events_appended_total{type="ModelRegistered"} 1',
    );
    expect(text).toContain('ml_models_models_by_stage{stage="blocked"} 1');
    expect(text).toContain('ml_models_publisher_lag 3');
    expect(text).toContain('ml_models_store_readable 1');
  });

  it('shows nothing instead of zero when the state cannot be read', async () => {
    let broken = false;
    const metrics = new RegistryMetrics({
      levels: async () => {
        if (broken) throw new Error('database is gone');
        return levels;
      },
    });
    await metrics.text();
    broken = true;
    const text = await metrics.text();
    expect(text).toContain('ml_models_store_readable 0');
    expect(text).not.toMatch(/^ml_models_models_by_stage\{/m);
    expect(text).not.toMatch(/^ml_models_publisher_lag /m);
  });

  it('O1: a database that does not answer is said before a scrape gives up', async () => {
    jest.useFakeTimers();
    const metrics = new RegistryMetrics({
      levels: () => new Promise(() => {}),
    });
    const text = metrics.text();
    await jest.advanceTimersByTimeAsync(5_000);
    jest.useRealTimers();
    expect(await text).toContain('ml_models_store_readable 0');
  });

  it('O1: jobs that failed are counted', async () => {
    const metrics = new RegistryMetrics({ levels: async () => levels });
    metrics.jobEnded({ kind: 'retention', state: 'failed' });
    expect(await metrics.text()).toContain(
      'ml_models_jobs_total{kind="retention",state="failed"} 1',
    );
  });

  it('keeps two plugins in one process apart', async () => {
    const first = new RegistryMetrics({ levels: async () => levels });
    const second = new RegistryMetrics({ levels: async () => levels });
    first.requestAnswered(500);
    expect(await second.text()).not.toContain('status="500"');
  });
});
