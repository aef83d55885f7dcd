import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { describeLive, inRepository } from '../support/repository';

const RULES = inRepository('docs/alerts.yaml');

/** Series that make each alert fire, one sample a minute. */
const FIRING: Record<string, Record<string, string>> = {
  MlModelsNotAsRecorded: { ml_models_last_verification_ok: '0x60' },
  MlModelsNotVerified: {
    ml_models_last_verification_timestamp_seconds: '-200000x2000',
  },
  MlModelsQueueOld: { ml_models_queue_oldest_seconds: '1801x60' },
  MlModelsSpoolNearlyFull: {
    ml_models_spool_bytes: '91x60',
    ml_models_spool_limit_bytes: '100x60',
  },
  MlModelsNotReconciled: {
    ml_models_last_reconcile_timestamp_seconds: '0x60',
  },
  MlModelsPublisherBehind: { ml_models_publisher_lag: '101x60' },
  MlModelsNotScraped: { 'up{job="ml-models"}': '0x60' },
  MlModelsJobFailed: {
    'ml_models_jobs_total{kind="backup",state="failed"}': '0+1x60',
  },
  MlModelsStoreUnreadable: { ml_models_store_readable: '0x60' },
  MlModelsDatabaseSlow: {
    'ml_models_database_duration_seconds_bucket{le="1"}': '0+1x60',
    'ml_models_database_duration_seconds_bucket{le="5"}': '0+10x60',
    'ml_models_database_duration_seconds_bucket{le="+Inf"}': '0+10x60',
  },
  MlModelsWorkersDie: { ml_models_worker_deaths_total: '0+1x60' },
  MlModelsProviderFails: {
    'ml_models_provider_failures_total{provider="s3"}': '0+1x60',
  },
};

describeLive('the alerts of docs/alerts.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const promtool = (...args: string[]) =>
    execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' });
  const names = [...readFileSync(RULES, 'utf8').matchAll(/alert: (\w+)/g)].map(
    ([, name]) => name,
  );

  it('O1: are rules that Prometheus takes, each with a line in the operator’s page', () => {
    expect(promtool('check', 'rules', RULES)).toContain('SUCCESS');
    expect(names.sort()).toEqual(Object.keys(FIRING).sort());
    const page = readFileSync(inRepository('docs/operations.md'), 'utf8');
    expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('O1: name metrics that are documented', () => {
    const documented = readFileSync(inRepository('docs/metrics.md'), 'utf8');
    const named = readFileSync(RULES, 'utf8').match(/ml_models_\w+/g) ?? [];
    expect(
      named
        .map(name => name.replace(/_bucket$/, ''))
        .filter(name => !documented.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it.each(Object.entries(FIRING))(
    'O1: fire when they should: %s',
    (alertname, series) => {
      const minutes = alertname === 'MlModelsNotVerified' ? '1500m' : '40m';
      const file = join(folder, `${alertname}.yaml`);
      writeFileSync(
        file,
        stringify({
          rule_files: [RULES],
          evaluation_interval: '1m',
          tests: [
            {
              interval: '1m',
              input_series: Object.entries(series).map(([name, values]) => ({
                series: name,
                values,
              })),
              promql_expr_test: [
                {
                  expr: `count(ALERTS{alertname="${alertname}",alertstate="firing"}) > 0`,
                  eval_time: minutes,
                  exp_samples: [{ labels: '{}', value: 1 }],
                },
              ],
            },
          ],
        }),
      );
      expect(promtool('test', 'rules', file)).toContain('SUCCESS');
    },
  );
});
