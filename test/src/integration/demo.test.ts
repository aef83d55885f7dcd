import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inRepository } from '../support/repository';
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
    expect(body.workloads).toEqual([
      expect.objectContaining({
        cluster: 'demo',
        owner: { kind: 'Deployment', name: 'lora-trainer' },
      }),
    ]);
    expect(body.rollouts[0].arms.map(arm => arm.weights.declared)).toEqual([
      0.9, 0.1,
    ]);
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
