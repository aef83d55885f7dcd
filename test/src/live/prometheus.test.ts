import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { describeLive } from '../support/repository';
import { startPortal } from '../support/startPortal';

const freePort = () =>
  new Promise<number>(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

describeLive('a real Prometheus', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  let prometheus: ChildProcess;
  let stop: () => Promise<unknown>;
  afterAll(async () => {
    prometheus?.kill();
    await stop?.();
    rmSync(folder, { recursive: true, force: true });
  });

  it('scrapes the registry’s metrics', async () => {
    const portal = await startPortal();
    stop = portal.stop;
    await portal.ingestDemo();
    const port = await freePort();
    const config = join(folder, 'prometheus.yml');
    writeFileSync(
      config,
      `global: { scrape_interval: 1s }
scrape_configs:
  - job_name: registry
    metrics_path: /api/ml-models/metrics
    authorization: { credentials: ${mockCredentials.user.token()} }
    static_configs: [{ targets: ['127.0.0.1:${portal.port}'] }]
`,
    );
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );

    const query = async (expression: string): Promise<Sample[]> => {
      const response = await fetch(
        `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(
          expression,
        )}`,
      ).catch(() => undefined);
      return response?.ok ? (await response.json()).data.result : [];
    };
    const eventually = async (expression: string): Promise<Sample[]> => {
      for (let i = 0; i < 300; i++) {
        const samples = await query(expression);
        if (samples.length > 0) return samples;
        await new Promise(resolve => setTimeout(resolve, 200));
      }
      return [];
    };

    expect((await eventually('up{job="registry"} == 1')).length).toBe(1);
    const ingestions = await eventually(
      'ml_models_ingestions_total{outcome="succeeded"}',
    );
    expect(Number(ingestions[0].value[1])).toBeGreaterThanOrEqual(5);
    const refused = await eventually(
      'ml_models_ingestions_total{outcome="refused"}',
    );
    expect(Number(refused[0].value[1])).toBe(2);
    const requests = await eventually('http_requests_total{status="200"}');
    expect(requests[0].metric).toMatchObject({ status: '200' });
    expect(requests[0].metric.service).toBeTruthy();
    const events = await eventually(
      'sum by (type) (ml_models_events_appended_total)',
    );
    expect(events.map(({ metric }) => metric.type)).toEqual(
      expect.arrayContaining(['ModelRegistered', 'ModelVersioned']),
    );
  });
});
