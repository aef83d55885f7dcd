import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inRepository } from '../support/repository';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DEMO_MODELS, startPortal } from '../support/startPortal';

const sha256 = (path: string) =>
  `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`;

describe('the demo portal', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
    await portal.ingestDemo();
  });
  afterAll(() => portal?.stop());

  it('registers the whole models with what their bytes say', async () => {
    const { body } = await portal.call('/models?total=true');
    expect(body.total).toBe(DEMO_MODELS.length);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(
      DEMO_MODELS,
    );

    const version = await portal.call(
      '/models/default/fraud-scorer/versions/1.0.0',
    );
    expect(version.body.artifacts).toEqual([
      expect.objectContaining({
        path: 'fraud-scorer.onnx',
        digest: sha256(
          inRepository('examples/models/fraud-scorer/fraud-scorer.onnx'),
        ),
        inspection: expect.objectContaining({
          format: 'onnx',
          status: 'clean',
          opsets: [{ domain: '', version: 17 }],
        }),
      }),
    ]);
    expect(version.body.stage).toBe('validated');
  });

  it('refuses the damaged and the incomplete one and says all that is wrong', async () => {
    const { body } = await portal.call('/ingestions?state=refused&latest=true');
    const problems = Object.fromEntries(
      body.items.map(
        ({
          modelRef,
          problems: list,
        }: {
          modelRef: string;
          problems: { code: string; field?: string }[];
        }) => [modelRef, list.map(({ code, field }) => `${code} ${field}`)],
      ),
    );
    expect(problems['mlmodel:default/incomplete-ranker']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ license$/),
        expect.stringMatching(/ intended_use$/),
      ]),
    );
    expect(problems['mlmodel:default/damaged-detector']).toEqual(
      expect.arrayContaining([
        'DIGEST_MISMATCH detector.onnx',
        'FORMAT_FAILED detector.onnx',
      ]),
    );
  });

  it('shows where the adapter is served, from the manifests', async () => {
    const body = await portal.observeDemo();
    expect(body.sources).toEqual([
      expect.objectContaining({ cluster: 'demo', stale: false, problems: [] }),
    ]);
    expect(
      body.workloads.map(({ owner, role }) => `${owner.name} ${role}`),
    ).toEqual(['lora-renderer serves', 'lora-trainer trains']);
    // P19: what trains the adapter does not serve it
    expect(body.inService).toMatchObject({
      state: 'served',
      versions: [{ version: '1.0.0', workloads: [{ name: 'lora-renderer' }] }],
    });
    expect(body.rollouts[0].arms.map(arm => arm.weights.declared)).toEqual([
      0.9, 0.1,
    ]);
  });

  it('P14: says first what is in service: an unregistered version, and one that is blocked', async () => {
    await portal.observeDemo();
    const row = async (name: string): Promise<Wire['ModelSummary']> =>
      (await portal.call('/models')).body.items.find(
        (item: Wire['ModelSummary']) => item.name === name,
      );
    const spotter = await row('keyword-spotter');
    expect(spotter.inService.versions).toMatchObject([
      { version: null, stated: '0.9.0', word: 'unregistered', concern: 'bad' },
    ]);
    expect(spotter.problems[0].message).toBe(
      '0.9.0 is in service and not registered',
    );

    const blocked = await portal.call(
      '/models/default/fraud-scorer/versions/1.0.0/drift',
      {
        method: 'POST',
        body: JSON.stringify({
          metric: 'drift_score',
          score: 0.09,
          samples: 5000,
          window: 'P1D',
        }),
      },
    );
    expect(blocked.body.action).toBe('block');
    const scorer = await row('fraud-scorer');
    expect(scorer.inService.versions).toMatchObject([
      { version: '1.0.0', word: 'blocked', share: 0.2, role: 'canary' },
      { version: null, word: 'unknown', share: 0.8, role: 'stable' },
    ]);
    expect(scorer.problems[0]).toMatchObject({
      message: '1.0.0 is blocked and in service (20 % canary)',
      concern: 'bad',
      inService: true,
    });
    const found = await portal.call('/models?inService=blocked');
    expect(found.body.items.map(({ name }: { name: string }) => name)).toEqual([
      'fraud-scorer',
    ]);
    const { body } = await portal.call('/models/facets');
    expect(body.facets.inService).toEqual(
      expect.arrayContaining([
        { value: 'blocked', count: 1 },
        { value: 'unregistered', count: 1 },
      ]),
    );
  });

  it('changes nothing when everything is ingested again', async () => {
    const before = await portal.call('/summary');
    const queued = await portal.call(
      '/models/default/fraud-scorer/ingestions',
      { method: 'POST' },
    );
    expect(queued.status).toBe(202);
    let state = 'queued';
    while (['queued', 'running'].includes(state)) {
      await new Promise(resolve => setTimeout(resolve, 100));
      ({
        body: { state },
      } = await portal.call(`/ingestions/${queued.body.ingestionId}`));
    }
    expect(state).toBe('succeeded');
    const after = await portal.call('/summary');
    expect(after.body.events.position).toBe(before.body.events.position);
    expect(after.body.versions).toBe(before.body.versions);
  });
});
