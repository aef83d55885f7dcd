import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { DomainError } from '../domain/DomainError';
import { standingDecision } from '../domain/drift/standingDecision';
import type { ModelState } from '../domain/ModelState';
import { createModelStore } from './createModelStore';
import type { ModelStore } from './ModelStore';
import { anyCommand, REASON } from './__testUtils__/anyCommand';
import { givingDocuments } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';
const MODELS = 50;
const COMMANDS = 10_000;

/** Decides an open review of a model now and then: its id is known only while running. */
async function decideOpenReview(
  store: ModelStore,
  state: ModelState | undefined,
  decision: 'approve' | 'reject',
): Promise<void> {
  const open = state?.reviews.find(review => review.state === 'open');
  if (state && open) {
    await store.execute(
      {
        type: 'DecideReview',
        modelRef: state.modelRef,
        version: open.manifestDigest,
        reviewId: open.id,
        decision,
        comment: REASON,
      },
      { by },
    );
  }
}

eachDatabase('after random commands', init => {
  let store: ModelStore;
  let refusals: Record<string, number>;
  let moments: { id: string; position: number; state: string }[];

  let ids: Set<string>;

  const allStates = async (): Promise<ModelState[]> => {
    const states: ModelState[] = [];
    for (const id of ids) {
      const state = await store.findModel({ id });
      expect(state).toBeDefined();
      states.push(state!);
    }
    return states;
  };

  beforeAll(async () => {
    let time = Date.parse('2026-03-01T12:00:00.000Z');
    store = givingDocuments(
      await createModelStore({
        database: await init(),
        logger: mockServices.logger.mock(),
        clock: () => {
          time += 1000;
          return new Date(time);
        },
      }),
    );
    refusals = {};
    moments = [];
    ids = new Set();
    const random = fc.sample(anyCommand(MODELS), {
      numRuns: COMMANDS,
      seed: 20261120,
    });
    for (const [index, next] of random.entries()) {
      try {
        const { state, events } = await store.execute(next, { by });
        ids.add(state.id);
        const last = events.at(-1);
        if (last && index % 97 === 0) {
          moments.push({
            id: state.id,
            position: last.position,
            state: JSON.stringify(await store.findModel({ id: state.id })),
          });
        }
        if (index % 11 === 0) {
          await decideOpenReview(
            store,
            state,
            index % 2 === 0 ? 'approve' : 'reject',
          );
        }
      } catch (error) {
        if (!(error instanceof DomainError)) {
          throw error;
        }
        refusals[error.code] = (refusals[error.code] ?? 0) + 1;
      }
    }
  }, 600_000);

  it('has refused by its rules, and done the rest', async () => {
    expect(Object.keys(refusals).sort()).toEqual(
      expect.arrayContaining([
        'INVALID_TRANSITION',
        'INVALID_WAIVER',
        'MODEL_NOT_FOUND',
        'NOT_THE_OWNER',
        'REF_TAKEN',
        'VERSION_CONFLICT',
        'VERSION_NOT_FOUND',
      ]),
    );
    expect((await store.head()).position).toBeGreaterThan(COMMANDS / 2);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('rebuilds to exactly what is live', async () => {
    const states = await allStates();
    const lists = await store.listModels({}, { sort: 'name', limit: 1000 });
    const facets = await store.facets({});
    expect(await store.rebuild()).toEqual({
      events: (await store.head()).position,
      models: states.length,
    });
    expect(await allStates()).toEqual(states);
    expect(await store.listModels({}, { sort: 'name', limit: 1000 })).toEqual(
      lists,
    );
    expect(await store.facets({})).toEqual(facets);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('folds the past to exactly what was live then', async () => {
    expect(moments.length).toBeGreaterThan(COMMANDS / 400);
    for (const { id, position, state } of moments) {
      const past = await store.findModelAsOf({ id }, { position });
      expect(JSON.parse(JSON.stringify(past?.state))).toEqual(
        JSON.parse(state),
      );
    }
  });

  it('folds the present to exactly what is live', async () => {
    const { position } = await store.head();
    for (const state of await allStates()) {
      const now = await store.findModelAsOf({ id: state.id }, { position });
      expect(JSON.parse(JSON.stringify(now?.state))).toEqual(state);
    }
  });

  it('keeps the invariants of every version', async () => {
    for (const state of await allStates()) {
      const {
        versions,
        tier: { effective, pending },
        reviews,
      } = state;
      const labels = versions.flatMap(each => each.labels);
      expect(new Set(labels).size).toBe(labels.length);
      const digests = versions.map(each => each.manifestDigest);
      expect(new Set(digests).size).toBe(digests.length);
      for (const each of versions) {
        expect(each.stage === 'blocked').toBe(each.blocked !== undefined);
        expect(
          each.blocked === undefined ||
            standingDecision(state, each).decision === 'block',
        ).toBe(true);
        expect(
          !each.unsupported || ['registered', 'blocked'].includes(each.stage),
        ).toBe(true);
      }
      const review = reviews.find(({ id }) => id === pending?.reviewId);
      expect(pending === undefined || review?.state === 'open').toBe(true);
      expect(pending === undefined || pending.tier < effective).toBe(true);
    }
  });
});
