import { mockServices } from '@backstage/backend-test-utils';
import { MAX_OPEN_STAGINGS } from '../domain/limits';
import { createStores, Stores } from './createStores';
import { aDocument } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const target = {
  modelRef: 'mlmodel:default/lora',
  version: 'v1',
  createdBy: 'user:default/ada',
};
const file = (path: string, spoolPath: string) => ({
  path,
  size: '3',
  digest: aDocument(path).reference.digest,
  spoolPath,
});

eachDatabase('createStagingStore', init => {
  let stores: Stores;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-03-01T12:00:00.000Z');
    stores = await createStores({
      database: await init(),
      logger: mockServices.logger.mock(),
      clock: () => now,
    });
  });

  /** What closes a set: the ingestion that it becomes. */
  const close = (stagingId: string) =>
    stores.ingestions.enqueue({
      modelRef: target.modelRef,
      trigger: 'upload',
      requestedBy: target.createdBy,
      entity: '{}',
      entityDigest: aDocument(stagingId).reference.digest,
      stagingId,
    });

  it('collects the files of one open set', async () => {
    const { stagings } = stores;
    const [one, two] = await Promise.all([
      stagings.openStaging(target, 'here'),
      stagings.openStaging(target, 'here'),
    ]);
    expect(one.id).toBe(two.id);
    expect(
      await stagings.addFile(one.id, file('b', 'spool/1'), 'here'),
    ).toEqual({});
    await stagings.addFile(one.id, file('a', 'spool/2'), 'here');
    expect(
      await stagings.addFile(one.id, file('b', 'spool/3'), 'here'),
    ).toEqual({
      replaced: 'spool/1',
    });
    expect(
      (await stagings.listFiles(one.id)).map(({ spoolPath }) => spoolPath),
    ).toEqual(['spool/2', 'spool/3']);
  });

  it('R1: holds the files of one set in one spool, also of two that come together', async () => {
    const { stagings } = stores;
    const { id } = await stagings.openStaging(target, 'here');
    // a set without files lies where its first one comes
    await stagings.addFile(id, file('a', 'spool/1'), 'there');
    expect(await stagings.get(id)).toMatchObject({ spool: 'there' });
    await expect(
      stagings.addFile(id, file('b', 'spool/2'), 'here'),
    ).rejects.toMatchObject({ code: 'STAGING_ELSEWHERE' });
    expect(await stagings.listFiles(id)).toMatchObject([{ path: 'a' }]);
  });

  it("gives each caller a set of the caller's own", async () => {
    const { stagings } = stores;
    const theirs = { ...target, createdBy: 'plugin:pipeline' };
    const own = await stagings.openStaging(target, 'here');
    const other = await stagings.openStaging(theirs, 'here');
    expect(other.id).not.toBe(own.id);
    await stagings.addFile(own.id, file('a', 'spool/own'), 'here');
    await stagings.addFile(other.id, file('a', 'spool/other'), 'here');
    expect(await stagings.findOpen(target)).toMatchObject({ id: own.id });
    await close(own.id);
    expect(await stagings.findOpen(theirs)).toMatchObject({ id: other.id });
    expect(await stagings.listFiles(own.id)).toMatchObject([
      { spoolPath: 'spool/own' },
    ]);
  });

  it('bounds the open sets of one caller, and of nobody else', async () => {
    const { stagings } = stores;
    const open = (version: number, createdBy = target.createdBy) =>
      stagings.openStaging(
        { ...target, version: `v${version}`, createdBy },
        'here',
      );
    for (let version = 0; version < MAX_OPEN_STAGINGS; version++) {
      await open(version);
    }
    await expect(open(MAX_OPEN_STAGINGS)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    await open(MAX_OPEN_STAGINGS, 'user:default/bob');
    const { id } = await open(0);
    await close(id);
    await open(MAX_OPEN_STAGINGS);
  });

  it('takes no more files once it is closed, and a new set begins', async () => {
    const { stagings } = stores;
    const { id } = await stagings.openStaging(target, 'here');
    await stagings.addFile(id, file('a', 'spool/1'), 'here');
    await close(id);
    await expect(close(id)).rejects.toMatchObject({ code: 'STAGING_CLOSED' });
    await expect(
      stagings.addFile(id, file('b', 'spool/2'), 'here'),
    ).rejects.toMatchObject({ code: 'STAGING_CLOSED' });
    expect(await stagings.findOpen(target)).toBeUndefined();
    expect((await stagings.openStaging(target, 'here')).id).not.toBe(id);
    expect(await stagings.get(id)).toMatchObject({ state: 'closed' });
    expect(await stagings.remove(id)).toEqual(['spool/1']);
    expect(await stagings.get(id)).toBeUndefined();
  });

  it('purges open sets that nobody touched, and no other', async () => {
    const { stagings } = stores;
    const idle = await stagings.openStaging(target, 'here');
    await stagings.addFile(idle.id, file('a', 'spool/idle'), 'here');
    const queued = await stagings.openStaging(
      { ...target, version: 'v2' },
      'here',
    );
    await stagings.addFile(queued.id, file('a', 'spool/queued'), 'here');
    await close(queued.id);
    now = new Date('2026-03-02T13:00:00.000Z');
    const busy = await stagings.openStaging(
      { ...target, version: 'v3' },
      'here',
    );
    expect(
      await stagings.purge('here', {
        idleMs: 24 * 3_600_000,
        lostMs: 3_600_000,
      }),
    ).toEqual(['spool/idle']);
    expect(await stagings.get(idle.id)).toBeUndefined();
    expect(await stagings.get(queued.id)).toMatchObject({ state: 'closed' });
    expect(await stagings.get(busy.id)).toMatchObject({ state: 'open' });
  });
});
