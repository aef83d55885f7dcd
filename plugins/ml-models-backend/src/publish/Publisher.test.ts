import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createStores, Stores } from '../store/createStores';
import { aMeasurement, aRegistration } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { LEASE_MS } from './limits';
import { Publisher, PublisherOptions } from './Publisher';

const by = 'user:default/ada';

eachDatabase('Publisher', init => {
  let knex: Knex;
  let stores: Stores;
  let now: Date;
  let delivered: number[];

  beforeEach(async () => {
    now = new Date('2026-03-01T12:00:00.000Z');
    delivered = [];
    knex = await init();
    stores = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
      clock: () => now,
    });
  });

  const aPublisher = (changes: Partial<PublisherOptions> = {}) =>
    new Publisher({
      consumer: 'events',
      owner: 'replica-1',
      models: stores.models,
      cursors: stores.cursors,
      deliver: async event => {
        delivered.push(event.position);
      },
      logger: mockServices.logger.mock(),
      ...changes,
    });

  it('delivers everything once and in order, and goes on where it stopped', async () => {
    await stores.models.execute(aRegistration(), { by });
    const publisher = aPublisher();
    expect(await publisher.status()).toEqual({ position: 0, lag: 5 });
    expect(await publisher.publishDue()).toBe('done');
    await stores.models.execute(aMeasurement(), { by });
    expect(await aPublisher().publishDue()).toBe('done');
    expect(delivered).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await publisher.status()).toEqual({ position: 7, lag: 0 });
  });

  it('stops before an event that was altered, and says why it lags', async () => {
    await stores.models.execute(aRegistration(), { by });
    await knex('events').where({ position: 3 }).update({ payload: '{}' });
    const publisher = aPublisher();
    expect(await publisher.publishDue()).toBe('more');
    await expect(publisher.publishDue()).rejects.toMatchObject({
      code: 'EVENT_ALTERED',
    });
    expect(delivered).toEqual([1, 2]);
    // whichever replica is asked
    expect(await aPublisher({ owner: 'replica-2' }).status()).toEqual({
      position: 2,
      lag: 3,
      reason: expect.stringContaining('event 3 is not what was recorded'),
    });
  });

  it('keeps what was delivered before a failure and tries the rest again', async () => {
    await stores.models.execute(aRegistration(), { by });
    const lags: number[] = [];
    let broken = true;
    const publisher = aPublisher({
      onLag: lag => lags.push(lag),
      deliver: async event => {
        if (broken && event.position === 3) {
          throw new Error('no consumer');
        }
        delivered.push(event.position);
      },
    });
    expect(await publisher.publishDue()).toBe('failed');
    expect(await publisher.status()).toEqual({ position: 2, lag: 3 });
    broken = false;
    expect(await publisher.publishDue()).toBe('done');
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
    expect(lags).toEqual([3, 0]);
  });

  it('lets one replica publish, and another take over when its lease ran out', async () => {
    await stores.models.execute(aRegistration(), { by });
    expect(await aPublisher().publishDue()).toBe('done');
    const second = aPublisher({ owner: 'replica-2' });
    expect(await second.publishDue()).toBe('standby');
    now = new Date(now.getTime() + LEASE_MS + 1);
    await stores.models.execute(aMeasurement(), { by });
    expect(await second.publishDue()).toBe('done');
    expect(delivered).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await aPublisher().publishDue()).toBe('standby');
  });

  it('refuses what a replaced replica has delivered meanwhile', async () => {
    await stores.models.execute(aRegistration(), { by });
    const second = aPublisher({ owner: 'replica-2' });
    const slow = aPublisher({
      deliver: async event => {
        if (event.position === 1) {
          now = new Date(now.getTime() + LEASE_MS + 1);
          await second.publishDue();
        }
      },
    });
    expect(await slow.publishDue()).toBe('standby');
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
  });

  it('runs until it is stopped, and then frees its lease', async () => {
    let last: () => void = () => {};
    const seen = new Promise<void>(resolve => {
      last = resolve;
    });
    const publisher = aPublisher({
      deliver: async event => {
        delivered.push(event.position);
        if (event.position === 5) {
          last();
        }
      },
    });
    publisher.start();
    await stores.models.execute(aRegistration(), { by });
    await seen;
    await publisher.stop();
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
    expect(await aPublisher({ owner: 'replica-2' }).publishDue()).toBe('done');
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
  });
});
