import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { jsonLines, runBin } from '../__testUtils__/runBin';

interface Asked {
  method?: string;
  url?: string;
  authorization?: string;
  body: string;
}

let server: Server;
let asked: Asked[];
/** answers by method and path, each given once and the last one again */
let answers: Record<string, [number, unknown][]>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    asked.push({
      method,
      url,
      authorization: headers.authorization,
      body: await bodyOf(request),
    });
    const queue = answers[`${method} ${url}`] ?? [[404, {}]];
    const [status, body] = queue.length > 1 ? queue.splice(0, 1)[0] : queue[0];
    response.writeHead(status, { Location: '/elsewhere' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
});
beforeEach(() => {
  asked = [];
  answers = {};
});
afterAll(() => server.close());

const admin = (...args: string[]) =>
  runBin(['admin', ...args], {
    env: {
      ML_MODELS_URL: `http://127.0.0.1:${
        (server.address() as AddressInfo).port
      }/api/ml-models/`,
      ML_MODELS_TOKEN: 'secret-token',
    },
  });
const JOBS = '/api/ml-models/admin/jobs';
const job = (state: string, rest: object = {}) => ({
  id: 'job-1',
  kind: 'verify',
  state,
  requestedBy: 'user:default/root',
  startedAt: '2026-01-01T00:00:00.000Z',
  ...rest,
});

describe('admin', () => {
  it('O1: starts a verification, waits for its end and says by its exit what it found', async () => {
    answers[`POST ${JOBS}`] = [[202, job('running')]];
    answers[`GET ${JOBS}/job-1`] = [
      [200, job('running')],
      [
        200,
        job('succeeded', {
          result: {
            ok: false,
            problems: [{ kind: 'DOCUMENT_ALTERED', message: 'x \u001b[31m' }],
            notCovered: [{ section: 'observations', reason: 'y' }],
          },
        }),
      ],
    ];
    const { exit, stdout, stderr } = await admin('verify');
    expect(exit).toBe(1);
    expect(stdout).toContain('! DOCUMENT_ALTERED: x \\u{1b}[31m');
    expect(stdout).toContain('not covered: observations: y');
    expect(stderr).toContain('job-1');
    expect(asked[0]).toEqual({
      method: 'POST',
      url: JOBS,
      authorization: 'Bearer secret-token',
      body: '{"kind":"verify"}',
    });
    expect(asked).toHaveLength(3);
  });

  it('O1: prints the job as one line, also when it is not waited for', async () => {
    answers[`POST ${JOBS}`] = [[202, job('running')]];
    const started = await admin('rebuild', '--no-wait', '--json');
    expect([started.exit, jsonLines(started.stdout)]).toEqual([
      0,
      [job('running')],
    ]);
    answers[`GET ${JOBS}/job-1`] = [[200, job('succeeded', { result: {} })]];
    expect((await admin('job', 'job-1', '--json')).exit).toBe(0);
    answers[`GET ${JOBS}/job-1`] = [
      [
        200,
        job('failed', { error: { code: 'WORKER_DIED', message: 'it ended' } }),
      ],
    ];
    const failed = await admin('job', 'job-1');
    expect([failed.exit, failed.stdout]).toEqual([
      2,
      expect.stringContaining('WORKER_DIED: it ended'),
    ]);
  });

  it.each([
    ['ready and verified', { ready: true, reasons: [] }, { ok: true }, 0],
    ['not ready', { ready: false, reasons: ['queue'] }, { ok: true }, 1],
    ['not as recorded', { ready: true, reasons: [] }, { ok: false }, 1],
    ['never verified', { ready: true, reasons: [] }, undefined, 1],
  ])('O1: status is well only when all is known to be: %s', async (...row) => {
    const [, readiness, verification, expected] = row;
    answers['GET /api/ml-models/admin/status'] = [
      [
        200,
        { running: null, newest: [job('succeeded')], readiness, verification },
      ],
    ];
    const { exit, stdout } = await admin('status');
    expect([exit, stdout]).toEqual([
      expected,
      expect.stringContaining('verify succeeded'),
    ]);
  });

  it('O1: erases a document for a reason', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const path = `/api/ml-models/admin/documents/${encodeURIComponent(
      digest,
    )}/erasure`;
    answers[`POST ${path}`] = [
      [200, { document: digest, position: 7, models: 2 }],
    ];
    const { exit, stdout } = await admin('erase', digest, '--reason', 'by law');
    expect([exit, stdout]).toEqual([
      0,
      `${digest} is erased (event 7, models: 2)\n`,
    ]);
    expect(asked[0].body).toBe('{"reason":"by law"}');
    expect((await admin('erase', digest)).exit).toBe(64);
  });

  it('9: says first whom an erasure would touch and what stays, and sends the number that was meant', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const path = `/api/ml-models/admin/documents/${encodeURIComponent(
      digest,
    )}/erasure`;
    const notErased = [{ section: 'events', reason: 'they stay' }];
    answers[`GET ${path}`] = [
      [
        200,
        { document: digest, mediaType: 'a/b', size: 3, models: 21, notErased },
      ],
    ];
    expect((await admin('erasable', digest)).stdout).toBe(
      `${digest} (a/b, 3 bytes) would be erased from 21 model(s)\n  not erased: events: they stay\n`,
    );
    answers[`POST ${path}`] = [
      [200, { document: digest, position: 7, models: 21, notErased }],
    ];
    const erase = (models: string) =>
      admin('erase', digest, '--reason', 'by law', '--models', models);
    await erase('21');
    expect(asked.at(-1)?.body).toBe('{"reason":"by law","models":21}');
    const before = asked.length;
    expect((await erase('all')).exit).toBe(64);
    expect(asked).toHaveLength(before);
  });

  it.each([
    [
      'refused',
      403,
      { error: { code: 'NOT_ALLOWED', message: 'no' } },
      /403 NOT_ALLOWED no/,
    ],
    ['moved, and the token does not follow', 302, {}, /does not answer/],
    ['answered by something else', 200, '<html>', /no registry's/],
    ['answered with no job', 202, {}, /no job/],
  ])(
    'O1: says why nothing was done, and never the token: %s',
    async (...row) => {
      const [, status, body, message] = row;
      answers[`POST ${JOBS}`] = [[status, body]];
      const { exit, stdout, stderr } = await admin('backup');
      expect([exit, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('secret-token');
      expect(asked).toHaveLength(1);
    },
  );

  it('O1: needs to know which registry, and as whom', async () => {
    for (const env of [
      { ML_MODELS_URL: '', ML_MODELS_TOKEN: 'x' },
      { ML_MODELS_URL: 'http://127.0.0.1:1', ML_MODELS_TOKEN: '' },
      { ML_MODELS_URL: 'file:///etc', ML_MODELS_TOKEN: 'x' },
    ]) {
      expect((await runBin(['admin', 'status'], { env })).exit).toBe(64);
    }
  });
});
