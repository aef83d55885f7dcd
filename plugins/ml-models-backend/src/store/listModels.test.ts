import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createModelStore } from './createModelStore';
import type { ModelQuery, ModelSort, ModelStore } from './ModelStore';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { sha256 } from './chain';

const by = 'user:default/ada';

eachDatabase('lists', init => {
  let store: ModelStore;
  let database: Knex;

  beforeEach(async () => {
    database = await init();
    store = givingDocuments(
      await createModelStore({
        database,
        logger: mockServices.logger.mock(),
      }),
    );
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

  describe('finds what the screen shows', () => {
    const entity = aDocument(
      JSON.stringify({
        metadata: { name: 'portrait' },
        spec: {
          datasets: ['resource:default/ffhq-faces'],
          intendedUse: 'Draws PORTRAITS for posters.',
        },
      }),
      'application/json',
    );
    const card = aDocument(
      JSON.stringify({ markdown: '# Limits\n\nNever for identification.' }),
      'application/json',
    );
    const declared = {
      entity: entity.reference,
      card: {
        ...card.reference,
        path: 'CARD.md',
        completeness: 1,
        missing: [],
      },
      owner: 'group:default/imaging',
      system: 'system:default/posters',
      license: 'Apache-2.0',
    };
    const digest = sha256('bytes of portrait').slice('sha256:'.length);
    const registerBoth = async () => {
      await register('other', { owner: 'group:default/risk' });
      const modelRef = 'mlmodel:default/portrait';
      await store.execute(
        aRegistration({
          modelRef,
          declaration: aDeclaration({ modelRef, ...declared }),
          bytes: 'bytes of portrait',
        }),
        { by, documents: [entity.bytes, card.bytes] },
      );
    };

    it.each([
      ['the twelve digits on the screen', digest.slice(0, 12)],
      ['six digits in capitals', digest.slice(0, 6).toUpperCase()],
      ['the same with the name of the hash', `sha256:${digest.slice(0, 20)}`],
      ['a line of sha256sum', `${digest}  models/portrait v1.safetensors`],
      ['a line of BSD’s sha256', `SHA256 (portrait.bin) = ${digest}`],
      ['the owner', 'imaging'],
      ['the system', 'posters portrait'],
      ['a data set', 'ffhq-faces'],
      ['the licence', 'apache-2.0 imaging'],
      ['the intended use', 'draws portraits'],
      ['the text of the card', 'IDENTIFICATION.'],
      ['words and digits together', `portrait ${digest.slice(0, 12)}`],
    ])('%s', async (_what, text) => {
      await registerBoth();
      expect(await names({ text })).toEqual(['portrait']);
      await store.rebuild();
      expect(await names({ text })).toEqual(['portrait']);
    });

    it.each([digest.slice(0, 5), `${digest.slice(0, 8)}g`, 'ffhq-faces risk'])(
      'and not %s',
      async text => {
        await registerBoth();
        expect(await names({ text })).toEqual([]);
      },
    );

    it('but nothing that a permission decision hides', async () => {
      await registerBoth();
      const access = { anyOf: [{ owners: ['group:default/risk'] }] };
      for (const text of [digest, digest.slice(0, 12), 'identification']) {
        expect(await names({ text, access })).toEqual([]);
        expect(await store.facets({ text, access })).toMatchObject({
          total: 0,
        });
      }
    });

    it('of models that were registered before it was looked at', async () => {
      await registerBoth();
      await database('model_search').delete();
      await database('registry_head').update({ projection_version: 1 });
      store = await createModelStore({
        database,
        logger: mockServices.logger.mock(),
      });
      expect(await names({ text: 'identification' })).toEqual(['portrait']);
    });
  });

  it('finds models by their references, in one page', async () => {
    for (const name of ['a', 'b', 'c']) {
      await register(name);
    }
    const modelRef = ['mlmodel:default/c', 'mlmodel:default/a', 'mlmodel:x/y'];
    expect(await names({ modelRef })).toEqual(['a', 'c']);
    expect(await names({ modelRef: [] })).toEqual([]);
    expect(await names({ modelRef, access: { anyOf: [] } })).toEqual([]);
  });

  it('counts and finds those that need somebody', async () => {
    await register('well');
    await register(
      'unread',
      {},
      {
        artifacts: [anArtifact({ inspection_status: 'unsupported' })],
        unsupported: true,
      },
    );
    expect(await names({ attention: ['yes'] })).toEqual(['unread']);
    expect(await names({ attention: ['no'] })).toEqual(['well']);
    expect(await names({ attention: ['yes', 'no'] })).toHaveLength(2);
    const { facets, attention } = await store.facets({ attention: ['no'] });
    expect(attention).toBe(1);
    expect(facets.attention).toEqual([
      { value: 'yes', count: 1 },
      { value: 'no', count: 1 },
    ]);
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
