import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createModelStore } from '../store/createModelStore';
import type { ModelStore } from '../store/ModelStore';
import { aDeclaration, aRegistration } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { RegisteredModels } from './RegisteredModels';

const by = 'user:default/ada';
const refOf = (name: string) => `mlmodel:default/${name}`;

eachDatabase('RegisteredModels', init => {
  let knex: Knex;
  let store: ModelStore;
  let registered: RegisteredModels;
  let read: jest.SpyInstance<ReturnType<ModelStore['changesSince']>>;

  beforeEach(async () => {
    knex = await init();
    store = await createModelStore({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    registered = new RegisteredModels(store);
    read = jest.spyOn(store, 'changesSince');
  });

  const register = (name: string, owner = 'group:default/imaging') =>
    store.execute(
      aRegistration({
        modelRef: refOf(name),
        declaration: aDeclaration({ modelRef: refOf(name), owner }),
        bytes: name,
      }),
      { by },
    );
  const remove = (name: string) =>
    store.execute({ type: 'RemoveFromCatalog', modelRef: refOf(name) }, { by });
  const refs = async () =>
    (await registered.all()).map(({ ref }) => ref).sort();
  /** How many models the last look read. */
  const looked = async () => {
    read.mockClear();
    const found = await refs();
    const pages = await Promise.all(
      read.mock.results.map(({ value }) => value),
    );
    return { found, read: pages.flatMap(({ items }) => items).length };
  };

  it('P2: a further look at the clusters reads only the models that have changed', async () => {
    await register('a');
    await register('b');
    expect(await looked()).toEqual({ found: ['a', 'b'].map(refOf), read: 2 });
    expect(await looked()).toEqual({ found: ['a', 'b'].map(refOf), read: 0 });
    await register('c');
    await remove('a');
    expect(await looked()).toEqual({
      found: ['a', 'b', 'c'].map(refOf),
      read: 2,
    });
  });

  it('P2: a reference that another model has taken is that model’s, in whichever order they changed', async () => {
    await register('a');
    await remove('a');
    await register('a', 'group:default/other');
    const [model] = await registered.all();
    const present = await store.findModel({ modelRef: refOf('a') });
    expect(present?.owner).toBe('group:default/other');
    expect(model.declaration).toEqual(present?.declaration?.entity);
    expect(await refs()).toHaveLength(1);
  });

  it('P2: a row that no event knows is gone with the rebuild that removed it', async () => {
    const { state } = await register('a');
    const row = await knex('models').where({ id: state.id }).first();
    await knex('models').insert({ ...row, id: 'mdl-planted', position: 99 });
    await knex('model_states').insert({
      model_id: 'mdl-planted',
      state: JSON.stringify({
        ...state,
        id: 'mdl-planted',
        modelRef: refOf('planted'),
      }),
    });
    expect(await refs()).toEqual(['a', 'planted'].map(refOf));
    await store.rebuild();
    expect(await refs()).toEqual([refOf('a')]);
  });
});
