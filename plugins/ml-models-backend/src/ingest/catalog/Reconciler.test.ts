import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eachDatabase } from '../../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from '../__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from '../__testUtils__/testIngestion';
import { REGISTRY_LOCATION } from './registryLocation';

const REF = 'mlmodel:default/scorer';
const signal = () => new AbortController().signal;

eachDatabase('Reconciler', init => {
  let test: TestIngestion;
  let location: string;

  beforeEach(async () => {
    test = await testIngestion(await init());
    location = `file:${join(test.root, 'catalog-info.yaml')}`;
    await test.write('model.safetensors', aSafetensorsFile({}));
  });

  afterEach(async () => {
    await test.close();
  });

  const round = () => test.reconciler.reconcile(signal());
  const find = (modelRef = REF) => test.stores.models.findModel({ modelRef });
  const pass = (ms: number) => {
    test.clock.now = new Date(test.clock.now.getTime() + ms);
  };

  it('queues what differs, and nothing twice', async () => {
    test.entities.push(anEntity({ location }));
    expect(await round()).toBe(1);
    await test.queue.drain();
    expect(await round()).toBe(0);

    test.entities[0] = anEntity({ location, spec: { task: 'ranking' } });
    expect(await round()).toBe(1);
    await test.queue.drain();
    expect((await find())?.declaration?.task).toBe('ranking');
    expect((await find())?.versions).toHaveLength(1);
  });

  it('R6: a replica whose clock is a year ahead tries nothing again before its time', async () => {
    const ahead = await testIngestion(await init(), {
      overrides: { now: () => new Date('2099-01-01T00:00:00.000Z') },
    });
    const missing = `file:${join(ahead.root, 'catalog-info.yaml')}`;
    ahead.entities.push(anEntity({ location: missing }));
    await ahead.run();
    expect(await ahead.reconciler.reconcile(signal())).toBe(0);
    ahead.clock.now = new Date(ahead.clock.now.getTime() + 61_000);
    expect(await ahead.reconciler.reconcile(signal())).toBe(1);
    await ahead.close();
  });

  it('skips models that the registry itself emits', async () => {
    test.entities.push(anEntity({ location: REGISTRY_LOCATION }));
    expect(await round()).toBe(0);
  });

  it('believes an absence only after two rounds that lie apart', async () => {
    test.entities.push(anEntity({ location }));
    await test.run();
    const [entity] = test.entities.splice(0);

    await round();
    pass(3000);
    await round();
    expect((await find())?.removedFromCatalog).toBe(false);
    pass(60_000);
    await round();
    expect((await find())?.removedFromCatalog).toBe(true);

    test.entities.push(entity);
    await test.run();
    const back = await find();
    expect(back).toMatchObject({ removedFromCatalog: false });
    expect(back?.versions).toHaveLength(1);
  });

  it('takes an unreadable catalog for no absence', async () => {
    test.entities.push(anEntity({ location }));
    await test.run();
    await test.close();
    const failing = await testIngestion(await init(), {
      overrides: {
        ...test.stores,
        catalog: {
          queryEntities: () => Promise.reject(new Error('down')),
        } as never,
      },
    });
    await expect(failing.reconciler.reconcile(signal())).rejects.toThrow(
      'down',
    );
    pass(120_000);
    await expect(failing.reconciler.reconcile(signal())).rejects.toThrow(
      'down',
    );
    expect((await find())?.removedFromCatalog).toBe(false);
    await failing.close();
  });

  it('leaves models that were only posted in the registry', async () => {
    const file = await test.write('m/model.safetensors', aSafetensorsFile({}));
    await test.uploads.stage({
      modelRef: REF,
      version: '1.0.0',
      path: 'model.safetensors',
      stream: createReadStream(file),
      by: 'user:default/ada',
      signal: signal(),
    });
    const entity = anEntity();
    const { stagingId } = await test.uploads.complete({
      modelRef: REF,
      version: '1.0.0',
      entity,
      by: 'user:default/ada',
    });
    await test.requests.request({
      entity,
      trigger: 'upload',
      requestedBy: 'user:default/ada',
      stagingId,
    });
    await test.queue.drain();
    await round();
    pass(60_000);
    await round();
    expect((await find())?.removedFromCatalog).toBe(false);
  });

  it('continues a model under its new name', async () => {
    test.entities.push(anEntity({ location }));
    await test.run();
    const id = (await find())?.id;

    test.entities.push(
      anEntity({
        location,
        name: 'ranker',
        annotations: { 'ml-models/formerly': 'scorer' },
      }),
    );
    // Both are there: the new one waits.
    expect(await round()).toBe(0);
    test.entities.shift();
    await test.run();

    const renamed = await find('mlmodel:default/ranker');
    expect(renamed?.id).toBe(id);
    expect(renamed?.versions).toHaveLength(1);
  });

  it('does not let another owner take a name over', async () => {
    test.entities.push(anEntity({ location }));
    await test.run();
    const id = (await find())?.id;
    test.entities[0] = anEntity({
      location,
      name: 'ranker',
      annotations: { 'ml-models/formerly': 'scorer' },
      spec: { owner: 'team-b' },
    });
    await test.run();

    const other = await find('mlmodel:default/ranker');
    expect(other?.id).toEqual(expect.stringMatching(/^mdl-/));
    expect(other?.id).not.toBe(id);
  });

  it('B4: two steps in a file elsewhere take no model over', async () => {
    test.entities.push(anEntity({ location }));
    await test.run();
    const id = (await find())?.id;
    const elsewhere = (spec: Record<string, unknown>) =>
      anEntity({
        location: `file:${join(test.root, 'b/catalog-info.yaml')}`,
        spec,
      });
    await test.write('b/model.safetensors', aSafetensorsFile({ rows: 9 }));
    test.entities[0] = elsewhere({ version: '2.0.0' });
    await test.run();
    expect((await find())?.versions).toHaveLength(2);
    test.entities[0] = elsewhere({ version: '2.0.0', owner: 'team-b' });
    await test.run();
    const { items } = await test.stores.ingestions.list(
      { modelRef: REF },
      { limit: 1 },
    );
    expect(items).toMatchObject([
      { state: 'refused', problems: [{ code: 'NOT_THE_OWNER' }] },
    ]);

    // where it was declared, an owner changes as before
    test.entities[0] = anEntity({ location, spec: { owner: 'team-b' } });
    await test.run();
    expect(await find()).toMatchObject({ id, owner: 'group:default/team-b' });
  });

  it('tries again what time may cure, with growing waits', async () => {
    await rm(join(test.root, 'model.safetensors'));
    test.entities.push(anEntity({ location }));
    await test.run();
    expect(test.observed.outcomes).toEqual(['refused']);

    pass(30_000);
    expect(await round()).toBe(0);
    pass(40_000);
    expect(await round()).toBe(1);
    await test.queue.drain();
    pass(70_000);
    expect(await round()).toBe(0);

    await test.write('model.safetensors', aSafetensorsFile({}));
    pass(60_000);
    await test.run();
    expect(test.observed.outcomes).toEqual(['refused', 'refused', 'succeeded']);
  });

  it('does not try again what only another declaration cures', async () => {
    test.entities.push(anEntity({ location, spec: { license: undefined } }));
    await test.run();
    pass(3_600_000);
    expect(await round()).toBe(0);
  });

  it('P1: nudges ask for what is known of their own models only, all of a page at once', async () => {
    const names = ['a', 'b', 'c'];
    test.entities.push(...names.map(name => anEntity({ location, name })));
    await test.run();
    const refs = names.map(name => `mlmodel:default/${name}`);
    const asked = jest.spyOn(test.stores.ingestions, 'knownRefs');
    const listed = jest.spyOn(test.stores.ingestions, 'list');
    const read = jest.spyOn(test.stores.models, 'listModels');
    for (const ref of refs.slice(1)) {
      test.reconciler.nudge(ref);
    }
    await test.reconciler.stop();
    expect(asked.mock.calls).toEqual([[refs.slice(1)]]);
    expect(listed).not.toHaveBeenCalled();
    expect(read).not.toHaveBeenCalled();
    expect(
      (await test.stores.ingestions.knownRefs(['mlmodel:x/y'])).length,
    ).toBe(0);
  });

  it('P1: a nudged entity that was refused is tried again when its time has come', async () => {
    await rm(join(test.root, 'model.safetensors'));
    test.entities.push(anEntity({ location }));
    await test.run();
    await test.write('model.safetensors', aSafetensorsFile({}));
    pass(120_000);
    test.reconciler.nudge(REF);
    await test.reconciler.stop();
    await test.queue.drain();
    expect(test.observed.outcomes).toEqual(['refused', 'succeeded']);
  });

  it('looks at a nudged entity without a round', async () => {
    test.entities.push(anEntity({ location }));
    test.reconciler.nudge(REF);
    test.reconciler.nudge('mlmodel:default/none');
    await test.reconciler.stop();
    await test.queue.drain();
    expect(await find()).toBeDefined();
  });
});
