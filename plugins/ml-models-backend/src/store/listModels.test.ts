import { mockServices } from '@backstage/backend-test-utils';
import { createModelStore } from './createModelStore';
import type { ModelQuery, ModelSort, ModelStore } from './ModelStore';
import {
  aDeclaration,
  aMeasurement,
  anArtifact,
  aRegistration,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { sha256 } from './chain';

const by = 'user:default/ada';

eachDatabase('lists', init => {
  let store: ModelStore;

  beforeEach(async () => {
    store = await createModelStore({
      database: await init(),
      logger: mockServices.logger.mock(),
    });
  });

  const register = (
    name: string,
    declared: Parameters<typeof aDeclaration>[0] = {},
    changes: Parameters<typeof aRegistration>[0] = {},
  ) => {
    const modelRef = `mlmodel:default/${name}`;
    return store.execute(
      aRegistration({
        modelRef,
        declaration: aDeclaration({ modelRef, ...declared }),
        bytes: `bytes of ${name}`,
        ...changes,
      }),
      { by },
    );
  };
  const names = async (query: ModelQuery, sort: ModelSort = 'name') =>
    (await store.listModels(query, { sort, limit: 100 })).items.map(
      ({ modelRef }) => modelRef.split('/')[1],
    );

  it('pages by key in every order without a gap or a repetition', async () => {
    for (const name of ['Beta', 'alpha', 'gamma', 'delta', 'beta']) {
      await register(name, { tier: name === 'gamma' ? 'tier-3' : 'tier-1' });
    }
    await store.execute(
      aMeasurement({ modelRef: 'mlmodel:default/gamma', score: 0.9 }),
      { by },
    );
    expect(await names({})).toEqual([
      'Beta',
      'alpha',
      'beta',
      'delta',
      'gamma',
    ]);
    expect((await names({}, '-risk'))[0]).toBe('gamma');
    for (const sort of [
      'name',
      '-name',
      'updatedAt',
      '-updatedAt',
      'risk',
      '-risk',
      'tier',
      '-tier',
    ] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listModels({}, { sort, limit: 2, cursor });
        seen.push(...page.items.map(({ modelRef }) => modelRef.split('/')[1]));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(await names({}, sort));
      expect(new Set(seen).size).toBe(5);
    }
  });

  it('refuses a cursor that is not one of ours', async () => {
    for (const cursor of [
      '',
      '!',
      'bnVsbA',
      Buffer.from('[1,2]').toString('base64url'),
      'x'.repeat(5000),
      Buffer.from('["\\u0000","a"]').toString('base64url'),
    ]) {
      await expect(
        store.listModels({}, { sort: 'name', limit: 2, cursor }),
      ).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });

  it('finds words anywhere, wildcards as text, and bytes by digest', async () => {
    await register('lora', { title: 'Porträt 100%_fein', tags: ['bild'] });
    await register('fraud', { description: 'scores payments' });
    expect(await names({ text: 'PORTRÄT bild' })).toEqual(['lora']);
    expect(await names({ text: '100%_' })).toEqual(['lora']);
    expect(await names({ text: 'a%d' })).toEqual([]);
    expect(await names({ text: '!' })).toEqual([]);
    expect(await names({ text: 'porträt payments' })).toEqual([]);
    expect(await names({ text: '  ' })).toEqual(['fraud', 'lora']);
    const digest = sha256('bytes of fraud');
    expect(await names({ text: digest })).toEqual(['fraud']);
    expect(await names({ text: ` ${digest.slice(7).toUpperCase()} ` })).toEqual(
      ['fraud'],
    );
    expect(await names({ text: sha256('nobody’s bytes') })).toEqual([]);
  });

  it('keeps text that a column cannot hold, exactly, in the history', async () => {
    const title = 'a\0b\ud800c 𝄞';
    const { state } = await register('odd', { title, description: 'x\0y' });
    const [item] = (await store.listModels({}, { sort: 'name', limit: 1 }))
      .items;
    expect(item.declaration?.title).toBe('a\0b\ufffdc 𝄞');
    expect(item).toEqual(JSON.parse(JSON.stringify(state)));
    expect(await names({ text: 'x\0y' })).toEqual(['odd']);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('counts each facet without its own filter', async () => {
    await register('a', { owner: 'group:default/one' });
    await register('b', { owner: 'group:default/two' });
    await register(
      'c',
      { owner: 'group:default/two' },
      {
        artifacts: [anArtifact({ inspection_status: 'unsupported' })],
        unsupported: true,
      },
    );
    const facets = await store.facets({
      owner: ['group:default/two'],
      stage: ['validated'],
    });
    expect(facets).toMatchObject({ total: 1, attention: 0 });
    expect(facets.facets.owner).toEqual([
      { value: 'group:default/one', count: 1 },
      { value: 'group:default/two', count: 1 },
    ]);
    expect(facets.facets.stage).toEqual([
      { value: 'registered', count: 1 },
      { value: 'validated', count: 1 },
    ]);
    expect(await store.facets({})).toMatchObject({ total: 3, attention: 1 });
  });

  it('shows nothing that a permission decision hides', async () => {
    await register('a', { owner: 'group:default/one', tier: 'tier-3' });
    await register('b', { owner: 'group:default/two' });
    const access = (...anyOf: NonNullable<ModelQuery['access']>['anyOf']) =>
      names({ access: { anyOf } });
    expect(await access()).toEqual([]);
    expect(await access({})).toEqual(['a', 'b']);
    expect(await access({ not: true })).toEqual([]);
    expect(await access({ owners: [] })).toEqual([]);
    expect(await access({ owners: ['group:default/one'] })).toEqual(['a']);
    expect(await access({ owners: ['group:default/one'], not: true })).toEqual([
      'b',
    ]);
    expect(
      await access({ owners: ['group:default/two'], tiers: ['tier-3'] }),
    ).toEqual([]);
    expect(
      await access({ owners: ['group:default/two'] }, { tiers: ['tier-3'] }),
    ).toEqual(['a', 'b']);
    expect(
      await access({ stages: ['validated'], namespaces: ['other'] }),
    ).toEqual([]);
    const query = { access: { anyOf: [{ tiers: ['tier-3'] }] } };
    expect(await store.facets(query)).toMatchObject({ total: 1 });
    expect(await store.summary(query)).toMatchObject({
      models: 1,
      versions: 1,
    });
  });

  it('leaves models out that are gone from the catalog', async () => {
    await register('a');
    await store.execute(
      { type: 'RemoveFromCatalog', modelRef: 'mlmodel:default/a' },
      { by },
    );
    expect(await names({})).toEqual([]);
    expect(
      await store.findModel({ modelRef: 'mlmodel:default/a' }),
    ).toMatchObject({ removedFromCatalog: true });
  });
});
