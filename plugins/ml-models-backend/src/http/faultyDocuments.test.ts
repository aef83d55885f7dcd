import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { anEntity } from './__testUtils__/anEntity';
import { aSafetensors } from './__testUtils__/aSafetensors';
import { ADMIN, ALICE, ownerPolicy } from './__testUtils__/ownerPolicy';
import { RunningRegistry, startRegistry } from './__testUtils__/startRegistry';

const MODEL = '/models/default/lora';
const V1 = `${MODEL}/versions/1.0.0`;

eachDatabase('documents that are not what was recorded', init => {
  const spool = createMockDirectory();
  let knex: Knex;
  let registry: RunningRegistry;

  const register = async (name: string) => {
    const path = `/models/default/${name}/versions/1.0.0`;
    const entity = anEntity({ limitations: 'No groups' }, { name });
    const { call } = registry;
    await call('put', `${path}/artifacts/lora.safetensors`, {
      bytes: aSafetensors(),
      as: ALICE,
    });
    const { body } = await call('post', path, { body: { entity }, as: ALICE });
    await registry.settled(body.ingestionId, ALICE);
  };
  beforeEach(async () => {
    knex = await init();
    registry = await startRegistry({
      knex,
      spoolDirectory: spool.path,
      features: [ownerPolicy()],
    });
    await register('lora');
  });
  afterEach(() => registry.stop());

  const get = async (path: string) =>
    (await registry.call('get', path, { as: ADMIN })).body;
  const post = (path: string, body: unknown) =>
    registry.call('post', path, { as: ADMIN, body });

  const documents = async () => {
    const version: Wire['ModelVersion'] = await get(V1);
    const digestOf = (verdict: Wire['Verdict']) =>
      String(verdict.evidence.find(({ role }) => role === 'decides')?.value);
    const { items } = await get(`${MODEL}/events?limit=50`);
    const declared = items.find(
      ({ type }: { type: string }) => type === 'DeclarationChanged',
    );
    return {
      scan: digestOf(version.trust.scan),
      sbom: digestOf(version.trust.sbom),
      entity: String(declared.data.entity.digest),
    };
  };
  const erase = async (digest: string) => {
    const { status } = await post(`/admin/documents/${digest}/erasure`, {
      reason: 'it named a person',
    });
    expect(status).toBe(200);
  };
  const alter = (digest: string) =>
    knex('documents')
      .where({ digest })
      .update({ bytes: Buffer.from('{"status":"clean","findings":[]}') });
  const requirementsOf = async (path = V1) => {
    const { requirements } = await get(`${path}/assessment`);
    return Object.fromEntries(
      requirements.map((each: Wire['Assessment']['requirements'][number]) => [
        each.id,
        each,
      ]),
    );
  };

  const KINDS: [string, (digest: string) => Promise<unknown>, RegExp][] = [
    ['erased', erase, /erased on \d{4}-.* because: it named a person/],
    ['altered', alter, /not what was recorded/],
  ];

  describe.each(KINDS)('%s', (_, spoil, why) => {
    const unknown = {
      word: 'unknown',
      level: 'unknown',
      reason: expect.stringMatching(why),
    };

    it('H1: a scan is unknown on the page of the model, of the version and of its assessment, and no approval rests on it', async () => {
      const { scan } = await documents();
      await spoil(scan);
      const model: Wire['Model'] = await get(MODEL);
      const version: Wire['ModelVersion'] = await get(V1);
      expect([model.scan, model.versions[0].scan, version.scan]).toEqual(
        Array(3).fill('unknown'),
      );
      expect(model.trust.scan).toMatchObject(unknown);
      expect(version.trust.scan).toMatchObject(unknown);
      expect(model.problems.map(({ id }) => id)).toContain(
        'problem.scan.unknown',
      );
      expect(version.checks.find(({ id }) => id === 'scan')).toMatchObject({
        outcome: 'unknown',
        message: expect.stringMatching(why),
      });
      expect(version.artifacts[0].inspection).toMatchObject({
        status: 'unknown',
        unreadable: expect.stringMatching(why),
      });
      expect((await requirementsOf()).scan).toMatchObject({
        state: 'unknown',
        level: 'unknown',
        reason: expect.stringMatching(why),
      });
      const approval = await post(`${V1}/transitions`, {
        to: 'approved',
        reason: 'it looked clean',
      });
      expect([approval.status, approval.body.error?.code]).toEqual([
        409,
        'INVALID_TRANSITION',
      ]);
      expect(approval.body.error.message).toMatch(why);
    });

    it('H1: a bill of materials and a declaration that cannot be read are unknown, not missing', async () => {
      const { sbom, entity } = await documents();
      expect((await requirementsOf())['intended-use'].state).toBe('met');
      await spoil(sbom);
      await spoil(entity);
      const model: Wire['Model'] = await get(MODEL);
      expect(model.trust.sbom).toMatchObject(unknown);
      const requirements = await requirementsOf();
      for (const id of ['intended-use', 'limitations', 'components']) {
        expect([id, requirements[id]]).toEqual([
          id,
          expect.objectContaining({
            state: 'unknown',
            level: 'unknown',
            reason: expect.stringMatching(why),
          }),
        ]);
      }
      const { items } = await get('/models');
      expect(items[0]).not.toHaveProperty('intendedUse');
      expect(items[0].intendedUseUnreadable).toMatch(
        /erased on|not what was recorded/,
      );
    });

    it('H1: a signature whose bundle cannot be read is unknown wherever it is said', async () => {
      const { body: attested } = await post(`${V1}/attestations`, {
        predicateType: 'https://model_signing/signature/v1.0',
        statement: { a: 'bundle' },
      });
      expect((await get(MODEL)).signature).toBe('unverified');
      await spoil(attested.document.digest);
      const model: Wire['Model'] = await get(MODEL);
      expect(model.signature).toBe('unknown');
      expect(model.trust.signature).toMatchObject(unknown);
      const { items } = await get(`${V1}/attestations`);
      expect(
        items.find(
          ({ document }: Wire['Attestation']) =>
            document.digest === attested.document.digest,
        ),
      ).toMatchObject({
        outcome: 'unknown',
        unreadable: expect.stringMatching(why),
      });
    });
  });

  it('H1: what was erased is unknown in lists, filters, facets and after a rebuild', async () => {
    const { scan } = await documents();
    await erase(scan);
    const shown = async () => {
      const { items } = await get('/models?scan=unknown');
      const clean = await get('/models?scan=clean');
      const { facets } = await get('/models/facets');
      return [
        items[0]?.scan,
        items[0]?.trust.scan.word,
        clean.items.length,
        facets.scan,
      ];
    };
    const expected = [
      'unknown',
      'unknown',
      0,
      [expect.objectContaining({ value: 'unknown', count: 1 })],
    ];
    expect(await shown()).toEqual(expected);
    await registry.stores.models.rebuild();
    expect(await shown()).toEqual(expected);
    expect(await registry.stores.models.verify()).toMatchObject({ ok: true });
  });

  it('H1: a model that names a document after its erasure says so in its own history and is not clean', async () => {
    const { scan } = await documents();
    await erase(scan);
    await register('later');
    const { items } = await get('/models?scan=unknown');
    expect(items.map(({ name }: Wire['ModelSummary']) => name)).toEqual([
      'later',
      'lora',
    ]);
    const later: Wire['Model'] = await get('/models/default/later');
    expect(later.trust.scan.reason).toMatch(/it named a person/);
    const events = await get('/models/default/later/events?limit=50');
    expect(
      events.items.filter(
        ({ type }: { type: string }) => type === 'DocumentErased',
      ),
    ).toEqual([
      expect.objectContaining({
        data: {
          document: scan,
          reason: 'it named a person',
          erased_at: expect.stringMatching(/^\d{4}-/),
        },
      }),
    ]);
    expect(await registry.stores.models.verify()).toMatchObject({ ok: true });
  });
});
