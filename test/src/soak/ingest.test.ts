import { DEMO_MODELS, startPortal } from '../support/startPortal';

const seconds = Number(process.env.ML_MODELS_SOAK_SECONDS ?? 0);
/** Rounds in `npm test`, where no duration is given. */
const ROUNDS = 3;

describe('the same models again and again', () => {
  jest.setTimeout(300_000 + seconds * 2_000);
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
    await portal.ingestDemo();
    await portal.observeDemo();
  });
  afterAll(() => portal?.stop());

  async function ingest(name: string): Promise<string> {
    const queued = await portal.call(`/models/default/${name}/ingestions`, {
      method: 'POST',
    });
    for (;;) {
      const { body } = await portal.call(
        `/ingestions/${queued.body.ingestionId}`,
      );
      if (!['queued', 'running'].includes(body.state)) return body.state;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  it('add no event and leave the chain whole', async () => {
    const before = await portal.call('/summary');
    const until = Date.now() + seconds * 1_000;
    for (
      let round = 0;
      seconds > 0 ? Date.now() < until : round < ROUNDS;
      round++
    )
      for (const name of DEMO_MODELS)
        expect(`${name} ${await ingest(name)}`).toBe(`${name} succeeded`);
    const after = await portal.call('/summary');
    expect(after.body.events).toEqual(before.body.events);
    expect(after.body.versions).toBe(DEMO_MODELS.length);
    const events = await portal.call(
      '/models/default/fraud-scorer/events?verify=true',
    );
    expect(events.body.verification).toMatchObject({ ok: true });
  });
});
