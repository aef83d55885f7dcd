import { createHash } from 'node:crypto';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { anEntity } from './__testUtils__/anEntity';
import { aSafetensors } from './__testUtils__/aSafetensors';
import { RunningRegistry, startRegistry } from './__testUtils__/startRegistry';

const MODEL = '/models/default/lora';
const V1 = `${MODEL}/versions/1.0.0`;
const sha256 = (bytes: Buffer) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

eachDatabase('HTTP API', init => {
  const spool = createMockDirectory();
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
    });
  });
  afterEach(() => registry.stop());

  async function upload(
    spec: Record<string, unknown> = {},
    bytes = aSafetensors(),
  ) {
    const { call } = registry;
    const entity = anEntity(spec);
    const version = `${MODEL}/versions/${entity.spec.version}`;
    await call('put', `${version}/artifacts/lora.safetensors`, { bytes });
    const { body } = await call('post', version, { body: { entity } });
    const settled = await registry.settled(body.ingestionId);
    expect(settled.body).toMatchObject({ state: 'succeeded' });
  }

  it('takes a model from its bytes to every page', async () => {
    const { call } = registry;
    const bytes = aSafetensors();

    const staged = await call('put', `${V1}/artifacts/lora.safetensors`, {
      bytes,
    });
    expect(staged.status).toBe(201);
    expect(staged.body).toEqual({
      path: 'lora.safetensors',
      size: String(bytes.byteLength),
      digest: sha256(bytes),
    });
    const closed = await call('post', V1, { body: { entity: anEntity() } });
    expect(closed.status).toBe(202);
    const settled = await registry.settled(closed.body.ingestionId);
    expect(settled.body).toMatchObject({
      state: 'succeeded',
      modelRef: 'mlmodel:default/lora',
      version: '1.0.0',
      problems: [],
    });

    const list = await call(
      'get',
      '/models?owner=group:default/imaging&format=safetensors&total=true',
    );
    expect(list.body).toMatchObject({
      total: 1,
      nextCursor: null,
      items: [{ name: 'lora', stage: 'validated', tier: 'tier-2' }],
    });
    const byDigest = await call('get', `/models?text=${sha256(bytes)}`);
    expect(byDigest.body.items[0].intendedUse).toBe(
      'Portraits in the style of the house',
    );
    expect(byDigest.body.items).toHaveLength(1);
    const facets = await call('get', '/models/facets');
    expect(facets.body.facets.format).toEqual([
      { value: 'safetensors', count: 1 },
    ]);

    const model = await call('get', MODEL);
    expect(model.body).toMatchObject({
      latestVersion: '1.0.0',
      entity: { spec: { license: 'Apache-2.0' } },
      latestIngestion: { state: 'succeeded' },
      trust: { serving: { level: 'unknown' }, scan: { word: 'clean' } },
    });
    const version = await call('get', V1);
    expect(version.body.artifacts).toMatchObject([
      {
        path: 'lora.safetensors',
        digest: sha256(bytes),
        inspection: { format: 'safetensors', status: 'clean' },
      },
    ]);
    const tensors = await call(
      'get',
      `${V1}/artifacts/lora.safetensors/tensors?limit=10`,
    );
    expect(tensors.body).toEqual({
      items: [
        {
          name: 'lora.down.weight',
          dtype: 'float32',
          shape: [2, 1],
          offset: expect.any(Number),
          bytes: '8',
        },
      ],
      nextCursor: null,
      total: 1,
    });

    const sizes = await call(
      'get',
      `${V1}/artifacts/lora.safetensors/tensors/sizes`,
    );
    expect(sizes.body).toMatchObject({
      groups: [{ prefix: 'lora.down.weight', kind: 'tensor', bytes: '8' }],
      tensors: 1,
      bytes: '8',
    });
    const rules = await call('get', '/finding-rules');
    expect(rules.body.items).toContainEqual({
      rule: 'pickle/import',
      severity: expect.any(String),
      cwe: 'CWE-502',
      risk: expect.any(String),
      advice: expect.any(String),
    });

    const events = await call('get', `${MODEL}/events?verify=true`);
    expect(events.body.items.map(({ type }: { type: string }) => type)).toEqual(
      [
        'ModelRegistered',
        'DeclarationChanged',
        'ModelVersioned',
        'ValidationPassed',
        'AttestationRecorded',
      ],
    );
    expect(events.body.verification).toMatchObject({ ok: true, position: 5 });

    const attestations = await call('get', `${V1}/attestations`);
    const { digest } = attestations.body.items[0].document;
    const document = await call('get', `/documents/${digest}`);
    expect(document.headers['content-disposition']).toMatch(/^attachment;/);
    expect((await call('get', V1)).body).toMatchObject({
      entity: { spec: { version: '1.0.0' } },
      license: { declared: expect.any(String) },
      fileDigest: expect.stringMatching(/^sha256:/),
    });
    const summary = await call('get', '/summary');
    expect(summary.body).toMatchObject({ models: 1, versions: 1, refused: 0 });
    expect((await call('get', `${MODEL}/deployments`)).body).toEqual({
      workloads: [],
      rollouts: [],
      sources: [],
      inService: { state: 'unwatched', versions: [] },
    });
    expect((await call('get', '/policies')).body.tiers).toHaveLength(3);
  });

  it('serves the bill of materials byte for byte, with its digest as ETag', async () => {
    await upload();
    const { call } = registry;
    const sbom = await call('get', `${V1}/sbom`);
    expect(sbom.status).toBe(200);
    expect(sbom.type).toBe('application/spdx+json');
    expect(sbom.headers.etag).toBe(`"${sha256(Buffer.from(sbom.text))}"`);
    expect(sbom.headers['content-disposition']).toBe(
      'attachment; filename="lora-1.0.0.spdx.json"',
    );
    expect(JSON.parse(sbom.text).spdxVersion).toBe('SPDX-2.3');

    const again = await call('get', `${V1}/sbom?format=spdx-2.3`, {
      headers: { 'If-None-Match': sbom.headers.etag },
    });
    expect(again.status).toBe(304);
    const plain = await call('get', `${V1}/sbom`, {
      headers: { Accept: 'application/json' },
    });
    expect(plain.type).toBe('application/json');
    expect(plain.text).toBe(sbom.text);

    for (const other of [
      { path: `${V1}/sbom?format=cyclonedx-1.6` },
      { path: `${V1}/sbom`, Accept: 'application/vnd.cyclonedx+json' },
    ]) {
      const { status, body } = await call('get', other.path, {
        headers: other.Accept ? { Accept: other.Accept } : {},
      });
      expect([status, body.error.code]).toEqual([406, 'FORMAT_NOT_AVAILABLE']);
    }
    const { id } = (await call('get', MODEL)).body;
    const current = await call('get', `/v1/models/${id}/sbom`);
    expect(current.text).toBe(sbom.text);
  });

  it('blocks a tier-3 model above its threshold, and a laxer tier lifts nothing', async () => {
    await upload({ tier: 'tier-3' });
    const { call } = registry;
    const drift = (score: unknown) =>
      call('post', `${V1}/drift`, {
        body: { metric: 'drift_score', score, samples: 5000, window: 'P1D' },
      });

    const equal = await drift(0.03);
    expect(equal.body).toMatchObject({ action: 'none', threshold: 0.03 });
    const above = await drift(0.031);
    expect(above.body).toEqual({
      action: 'block',
      tier: 'tier-3',
      threshold: 0.03,
      metric: 'drift_score',
      score: 0.031,
      reason: expect.any(String),
    });
    expect((await call('get', V1)).body).toMatchObject({
      stage: 'blocked',
      blocked: { rule: 'tier-3' },
    });
    const listed = await call('get', `${V1}/drift?limit=1`);
    expect(listed.body.items).toMatchObject([
      { score: 0.031, action: 'block', by: 'user:default/mock' },
    ]);
    const rest = await call(
      'get',
      `${V1}/drift?limit=1&cursor=${listed.body.nextCursor}`,
    );
    expect(rest.body.items).toMatchObject([{ score: 0.03, action: 'none' }]);

    await upload({ tier: 'tier-1' });
    expect((await call('get', V1)).body.stage).toBe('blocked');
    const assessment = await call('get', `${V1}/assessment`);
    expect(assessment.body).toMatchObject({
      decision: 'block',
      tier: { effective: 'tier-3', declared: 'tier-1' },
      reviews: [{ subject: 'tier-change', state: 'open' }],
    });

    const [review] = assessment.body.reviews;
    const decided = await call('post', `${V1}/reviews/${review.id}`, {
      body: { decision: 'approve', comment: 'Used inside the house only' },
    });
    expect(decided.body).toMatchObject({
      tier: { effective: 'tier-1' },
      decision: 'block',
      reviews: [{ state: 'approved', comment: 'Used inside the house only' }],
    });
    const unblocked = await call('post', `${V1}/transitions`, {
      body: { to: 'unblocked', reason: 'Retrained reference data' },
    });
    expect(unblocked.body.stage).toBe('validated');
    const closed = await call('post', `${V1}/reviews/${review.id}`, {
      body: { decision: 'reject', comment: 'Too late' },
    });
    expect([closed.status, closed.body.error.code]).toEqual([
      409,
      'REVIEW_CLOSED',
    ]);
  });

  it('refuses a drift score that is no share', async () => {
    await upload({ tier: 'tier-3' });
    for (const score of ['"0.031"', 'NaN', '1e999', '-0.01', 'null', '1.01']) {
      const { status, body } = await registry.call('post', `${V1}/drift`, {
        body: `{"metric":"drift_score","score":${score}}`,
        headers: { 'Content-Type': 'application/json' },
      });
      expect([score, status, body.error.code]).toEqual([
        score,
        400,
        expect.stringMatching(
          /^(INVALID_REQUEST|INVALID_SCORE|MALFORMED_BODY)$/,
        ),
      ]);
    }
    expect((await registry.call('get', V1)).body.stage).toBe('validated');
    const listed = await registry.call('get', `${V1}/drift`);
    expect(listed.body.items).toEqual([]);
  });

  it('refuses an incomplete entity with everything that is missing, and registers nothing', async () => {
    const { call } = registry;
    const { license, intendedUse, ...spec } = anEntity().spec;
    const entity = { ...anEntity(), spec };
    const refused = await call('post', '/models', { body: { entity } });
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatchObject({
      name: 'HttpError',
      code: 'REFUSED',
      problems: [{ field: 'license' }, { field: 'intended_use' }],
      ingestionId: expect.stringMatching(/^ing-/),
    });
    const { body } = await call(
      'get',
      '/ingestions?modelRef=mlmodel:default/lora&latest=true',
    );
    const kept = await registry.settled(body.items[0].id);
    expect(kept.body.state).toBe('refused');
    expect(
      kept.body.problems.map(({ field }: { field: string }) => field),
    ).toEqual(expect.arrayContaining(['license', 'intended_use']));
    expect((await call('get', MODEL)).status).toBe(404);
    expect((await call('get', '/ingestions?state=refused')).body.items).toEqual(
      [kept.body],
    );
    expect((await call('get', '/summary')).body).toMatchObject({
      models: 0,
      refused: 1,
    });
  });

  it('refuses other bytes under the same label and takes the same bytes under another', async () => {
    const { call } = registry;
    await upload();
    await call('put', `${V1}/artifacts/lora.safetensors`, {
      bytes: aSafetensors(1),
    });
    const { body } = await call('post', V1, { body: { entity: anEntity() } });
    const settled = await registry.settled(body.ingestionId);
    expect(settled.body).toMatchObject({
      state: 'refused',
      problems: [{ code: 'VERSION_CONFLICT' }],
    });

    await upload({ version: '1.0.1' });
    const diff = await registry.call(
      'get',
      `${MODEL}/versions/1.0.1/diff?from=1.0.0`,
    );
    expect(diff.body).toMatchObject({ from: '1.0.0', to: '1.0.1' });
    const model = await call('get', MODEL);
    expect(model.body.versions).toMatchObject([{ labels: ['1.0.0', '1.0.1'] }]);
  });

  it('says what an upload lacks', async () => {
    const { call } = registry;
    const entity = anEntity({
      artifacts: [{ path: 'lora.safetensors' }, { path: 'config.json' }],
    });
    await call('put', `${V1}/artifacts/lora.safetensors`, {
      bytes: aSafetensors(),
    });
    const { status, body } = await call('post', V1, { body: { entity } });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'STAGING_INCOMPLETE',
      problems: [{ field: 'config.json' }],
    });
  });

  it('takes a multipart body', async () => {
    const boundary = 'x-boundary';
    const part = (name: string, content: Buffer | string, file = '') =>
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`,
        ),
        Buffer.from(content),
        Buffer.from('\r\n'),
      ]);
    const response = await registry.call('post', '/models', {
      body: Buffer.concat([
        part('manifest', JSON.stringify(anEntity())),
        part('model', aSafetensors(), '; filename="lora.safetensors"'),
        Buffer.from(`--${boundary}--\r\n`),
      ]).toString('latin1'),
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    });
    expect(response.status).toBe(202);
    const settled = await registry.settled(response.body.ingestionId);
    expect(settled.body.state).toBe('succeeded');
  });

  it('answers for a past day', async () => {
    const { call } = registry;
    await upload({ tier: 'tier-3' });
    const before = (await call('get', MODEL)).body.position;
    await call('post', `${V1}/drift`, {
      body: { metric: 'drift_score', score: 0.5 },
    });
    const past = await call('get', `${MODEL}?asOf=${before}`);
    expect(past.body).toMatchObject({
      stage: 'validated',
      asOf: { asked: String(before), position: before },
      trust: { serving: { level: 'unknown' } },
    });
    expect((await call('get', `${V1}?asOf=${before}`)).body.stage).toBe(
      'validated',
    );
    expect((await call('get', V1)).body.stage).toBe('blocked');
    const none = await call('get', `${MODEL}?asOf=2020-01-01`);
    expect([none.status, none.body.error.code]).toEqual([
      404,
      'MODEL_NOT_FOUND',
    ]);
    const wrong = await call('get', `${MODEL}?asOf=yesterday`);
    expect([wrong.status, wrong.body.error.code]).toEqual([
      400,
      'INVALID_AS_OF',
    ]);
  });

  it('keeps attestations and waivers', async () => {
    const { call } = registry;
    await upload();
    const posted = await call('post', `${V1}/attestations`, {
      body: {
        predicateType: 'https://example.com/evaluation/v1',
        statement: { accuracy: 0.9 },
      },
    });
    expect(posted.status).toBe(201);
    expect(posted.body).toMatchObject({
      outcome: 'unverified',
      verifier: 'posted',
      recordedBy: 'user:default/mock',
    });
    const expiresAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const waived = await call('post', `${V1}/waivers`, {
      body: { requirement: 'limitations', reason: 'Next quarter', expiresAt },
    });
    expect(waived.status).toBe(201);
    expect(waived.body.requirements).toContainEqual(
      expect.objectContaining({
        id: 'limitations',
        state: 'waived',
        waiver: {
          reason: 'Next quarter',
          expiresAt,
          by: 'user:default/mock',
        },
      }),
    );
    const past = await call('post', `${V1}/waivers`, {
      body: {
        requirement: 'limitations',
        reason: 'Late',
        expiresAt: '2020-01-01T00:00:00Z',
      },
    });
    expect([past.status, past.body.error.code]).toEqual([
      400,
      'INVALID_WAIVER',
    ]);
  });

  it('counts what it did', async () => {
    await upload();
    const { text, status } = await registry.call('get', '/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(
      /^http_requests_total\{service="ml-models",status="202"\} 1$/m,
    );
    expect(text).toMatch(
      /^ml_models_ingestions_total\{outcome="succeeded"\} 1$/m,
    );
    expect(text).toMatch(
      /^ml_models_events_appended_total\{type="ModelVersioned"\} 1$/m,
    );
    expect(text).toMatch(/^ml_models_ingested_bytes_total [1-9]/m);
    expect(text).not.toContain('lora');
  });
});
