import { Browser, expect, test } from '@playwright/test';
import type { Person } from './support/ownerPortal/people';
import {
  OwnerPortal,
  startOwnerPortal,
} from './support/ownerPortal/startOwnerPortal';

test.setTimeout(240_000);

const MODEL = '/models/default/owned';
const REF = 'mlmodel:default/owned';
const FILE = 'artifacts/owned.safetensors';
const ALICES = 'group:default/team-imaging';
const BOBS = 'group:default/team-risk';

/** One tensor of two numbers; `fill` makes other bytes of the same shape. */
function weights(fill: number): Buffer {
  const header = Buffer.from(
    JSON.stringify({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.byteLength));
  return Buffer.concat([length, header, Buffer.alloc(8, fill)]);
}

function entityOf(version: string, owner: string) {
  return {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: { name: 'owned', title: 'Owned by alice' },
    spec: {
      type: 'classifier',
      lifecycle: 'experimental',
      owner,
      version,
      framework: 'pytorch',
      license: 'Apache-2.0',
      intendedUse: 'Made by a test.',
      inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
      artifacts: [{ path: 'owned.safetensors' }],
    },
  };
}

test.describe('under a policy by owner', () => {
  let portal: OwnerPortal;
  const put = (person: Person, version: string, fill: number) =>
    portal.call(
      person,
      'PUT',
      `${MODEL}/versions/${version}/${FILE}`,
      weights(fill),
    );
  const close = (person: Person, version: string, owner = ALICES) =>
    portal.call(person, 'POST', `${MODEL}/versions/${version}`, {
      entity: entityOf(version, owner),
    });
  const get = (person: Person, path: string) =>
    portal.call(person, 'GET', path);
  const ended = async (person: Person, id: string) => {
    let state = '';
    await expect(async () => {
      state = (await get(person, `/ingestions/${id}`)).body.state;
      expect(['succeeded', 'refused', 'failed']).toContain(state);
    }).toPass();
    return state;
  };

  const pageOf = async (browser: Browser, person: Person) =>
    portal.page(await browser.newContext(), person);

  test.beforeAll(async () => {
    portal = await startOwnerPortal();
    expect((await put('alice', '1.0.0', 1)).status).toBe(201);
    const closed = await close('alice', '1.0.0');
    expect(closed.status).toBe(202);
    expect(await ended('alice', closed.body.ingestionId)).toBe('succeeded');
  });
  test.afterAll(() => portal?.stop());

  test('a takeover by upload is refused', async () => {
    for (const person of ['bob', 'reviewer', 'reader'] as const) {
      for (const owner of [ALICES, BOBS]) {
        expect((await put(person, '2.0.0', 9)).status).toBe(403);
        expect((await close(person, '2.0.0', owner)).status).toBe(403);
        const posted = await portal.call(person, 'POST', '/models', {
          entity: entityOf('2.0.0', owner),
        });
        expect(posted.status).toBe(403);
      }
    }
    // her own right does not give it away either
    const given = await close('alice', '1.0.0', BOBS);
    expect([given.status, given.body.error.code]).toEqual([
      403,
      'NOT_THE_OWNER',
    ]);
    const { body } = await get('alice', MODEL);
    expect([body.owner, body.latestVersion]).toEqual([ALICES, '1.0.0']);
  });

  test('nobody changes what alice sends before she closes it', async () => {
    const hers = await put('alice', '3.0.0', 3);
    expect((await put('bob', '3.0.0', 4)).status).toBe(403);
    // carol may ingest for the same group, and has a set of her own
    expect((await put('carol', '3.0.0', 5)).status).toBe(201);
    const closed = await close('alice', '3.0.0');
    expect(await ended('alice', closed.body.ingestionId)).toBe('succeeded');
    const { body } = await get('alice', `${MODEL}/versions/3.0.0`);
    expect(body.artifacts[0].digest).toBe(hers.body.digest);
    await put('alice', '4.0.0', 6);
    expect((await close('bob', '4.0.0')).status).toBe(403);
    expect((await close('carol', '4.0.0')).status).toBe(409);
  });

  test('bob reads nothing of it by any way', async () => {
    const version = await get('alice', `${MODEL}/versions/1.0.0`);
    const { digest } = version.body.artifacts[0];
    const events = await get('alice', `${MODEL}/events`);
    const entity = events.body.items.find(
      ({ type }: { type: string }) => type === 'DeclarationChanged',
    ).data.entity.digest;
    const ingestions = await get('alice', `/ingestions?modelRef=${REF}`);
    const { id } = ingestions.body.items[0];
    const { id: modelId } = (await get('alice', MODEL)).body;
    for (const path of [
      MODEL,
      `${MODEL}/versions/1.0.0`,
      `${MODEL}/versions/1.0.0/sbom`,
      `${MODEL}/versions/1.0.0/attestations`,
      `${MODEL}/versions/1.0.0/assessment`,
      `${MODEL}/deployments`,
      `${MODEL}/events`,
      `${MODEL}/events?verify=true`,
      `/v1/models/${modelId}/sbom`,
      `/documents/${entity}`,
      `/ingestions/${id}`,
    ]) {
      expect([path, (await get('bob', path)).status]).toEqual([path, 404]);
      expect([path, (await get('reader', path)).status]).toEqual([path, 200]);
    }
    for (const path of [
      '/models?limit=1000',
      '/models?text=owned',
      `/models?text=${digest}`,
      '/models/facets',
      '/ingestions?limit=1000',
      `/ingestions?modelRef=${REF}`,
      '/summary',
    ]) {
      const { status, body } = await get('bob', path);
      expect([path, status]).toEqual([path, 200]);
      for (const trace of ['owned', ALICES, digest, modelId])
        expect(JSON.stringify(body)).not.toContain(trace);
    }
    expect((await get('alice', `/models?text=${digest}`)).body.items).toEqual([
      expect.objectContaining({ name: 'owned' }),
    ]);
  });

  test('who reads or reviews changes nothing else', async () => {
    const version = `${MODEL}/versions/1.0.0`;
    const acts: [string, object][] = [
      [`${version}/transitions`, { to: 'approved', reason: 'x' }],
      [`${version}/drift`, { metric: 'drift_score', score: 0.9 }],
      [`${version}/attestations`, { predicateType: 'x', statement: {} }],
      [
        `${version}/waivers`,
        {
          requirement: 'limitations',
          reason: 'x',
          expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
        },
      ],
    ];
    for (const person of ['reader', 'reviewer', 'bob'] as const)
      for (const [path, body] of acts) {
        const { status } = await portal.call(person, 'POST', path, body);
        expect([person, path, status]).toEqual([
          person,
          path,
          403 + Number(person === 'bob'),
        ]);
      }
    const review = `${version}/reviews/rev-none`;
    const decision = { decision: 'approve', comment: 'x' };
    const decide = async (person: Person) =>
      (await portal.call(person, 'POST', review, decision)).body.error.code;
    expect(await decide('reviewer')).toBe('REVIEW_NOT_FOUND');
    expect(await decide('reader')).toBe('NOT_ALLOWED');
    expect(await decide('bob')).toBe('MODEL_NOT_FOUND');
  });

  test('the pages show each what is theirs', async ({ browser }) => {
    const seen = async (person: Person) => {
      const page = await pageOf(browser, person);
      await page.goto('/ml-models');
      await expect(
        page.getByRole('status').filter({ hasText: /^\d+ models?/ }),
      ).toBeVisible();
      const names = [];
      for (const name of ['Portrait style', 'Fraud scorer', 'Owned by alice'])
        if (await page.getByRole('link', { name, exact: true }).count())
          names.push(name);
      return { page, names };
    };
    const bob = await seen('bob');
    expect(bob.names).toEqual(['Fraud scorer']);
    await bob.page.goto('/catalog/default/mlmodel/lora-portrait');
    await expect(bob.page.getByText('Not registered yet')).toBeVisible();
    await bob.page.context().close();
    for (const [person, names] of [
      ['alice', ['Portrait style', 'Owned by alice']],
      ['reader', ['Portrait style', 'Fraud scorer', 'Owned by alice']],
    ] as const) {
      const { page, names: found } = await seen(person);
      expect(found).toEqual(names);
      await page.context().close();
    }
  });
});
