import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { jsonLines, runBin } from '../__testUtils__/runBin';

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: scoring, labels: { istio-injection: enabled } }
`;
const STRICT = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: scoring }
spec: { mtls: { mode: STRICT } }
`;
const CALLERS = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: callers, namespace: scoring }
spec:
  action: ALLOW
  rules:
    - from:
        - source: { principals: [cluster.local/ns/scoring/sa/gateway] }
      to:
        - operation: { methods: [POST], paths: [/score] }
`;
const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer, namespace: scoring }
spec:
  selector: { matchLabels: { app: scorer } }
  template:
    metadata:
      labels: { app: scorer }
      annotations: { ml-models/model: mlmodel:default/scorer }
    spec:
      serviceAccountName: scorer
      containers:
        - name: main
          image: registry.example.com/scorer:1
          ports: [{ containerPort: 8080, name: http }]
`;
const ROUTE = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: scorer, namespace: scoring }
spec:
  hosts: [scorer]
  http:
    - route:
        - { destination: { host: scorer, subset: v1 }, weight: 90 }
        - { destination: { host: scorer, subset: v2 }, weight: 10 }
`;
const ENTITY = `
apiVersion: ml-models/v1alpha1
kind: MLModel
metadata: { name: scorer }
spec: { type: classifier, lifecycle: production, owner: team-a, version: "1" }
`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-posture-'));
  await mkdir(join(dir, 'mesh'));
  await writeFile(
    join(dir, 'app.yaml'),
    [NAMESPACE, DEPLOYMENT, ROUTE].join('---'),
  );
  await writeFile(
    join(dir, 'mesh', 'policy.yaml'),
    [STRICT, CALLERS].join('---'),
  );
  await writeFile(join(dir, 'values.yaml'), 'replicas: 3');
  await mkdir(join(dir, 'entities'));
  await writeFile(join(dir, 'entities', 'model.yaml'), ENTITY);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = (...args: string[]) => runBin(['posture', ...args], { cwd: dir });
const files = ['app.yaml', 'mesh'];

describe('posture', () => {
  it('prints workloads, then rollouts, one per line', async () => {
    const { exit, stdout, stderr } = await run(
      '--json',
      ...files,
      '--entities',
      'entities',
    );
    const [workload, rollout] = jsonLines(stdout);
    expect(workload).toMatchObject({
      kind: 'workload',
      namespace: 'scoring',
      owner: { kind: 'Deployment', name: 'scorer' },
      serviceAccount: 'scorer',
      dataPlane: { value: 'istio-sidecar', level: 'inferred' },
      ports: [
        {
          port: 8080,
          mtls: {
            declared: 'required',
            observed: 'not_measurable',
            verdict: 'enforced-unconfirmed',
          },
        },
      ],
      callers: [
        {
          principal: 'cluster.local/ns/scoring/sa/gateway',
          operations: [{ methods: ['POST'], paths: ['/score'] }],
        },
      ],
      model: { ref: 'mlmodel:default/scorer', join: 'annotation' },
    });
    expect(rollout).toMatchObject({
      kind: 'rollout',
      source: 'VirtualService',
      mode: 'canary',
      arms: [
        { role: 'stable', weights: { declared: 0.9 } },
        { role: 'canary', weights: { declared: 0.1 } },
      ],
    });
    expect(stderr).toBe('');
    expect(exit).toBe(0);
  });

  it('says the same in words', async () => {
    const { stdout } = await run(...files);
    expect(stdout).toContain('Deployment scoring/scorer');
    expect(stdout).toContain('enforced-unconfirmed (declared required');
    expect(stdout).toContain('declared 10 %, controller unknown');
  });

  it('reads what kubectl prints from standard input', async () => {
    const items = [NAMESPACE, DEPLOYMENT, STRICT, CALLERS].map(text =>
      parse(text),
    );
    const { exit, stdout } = await runBin(['posture', '--json', '-'], {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    });
    expect(exit).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { kind: 'workload', ports: [{ mtls: { declared: 'required' } }] },
    ]);
  });

  it('reads a folder that also holds other files, and says so', async () => {
    const { exit, stderr } = await run('.');
    expect(exit).toBe(0);
    expect(stderr).toContain('1 documents are no Kubernetes objects');
  });

  it.each([
    ['broken.yaml: ', 'kind: ['],
    ['broken.yaml: ', 'apiVersion: v1\nkind: {{ .Values.kind }}'],
  ])('calls unknown what an unread file may decide', async (why, text) => {
    await writeFile(join(dir, 'mesh', 'broken.yaml'), text);
    const { exit, stdout, stderr } = await run('--json', ...files);
    const [workload] = jsonLines(stdout);
    expect(workload).toMatchObject({
      ports: [{ mtls: { verdict: 'unknown' } }],
      authorization: { value: 'unknown' },
    });
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringContaining(why),
    ]);
    expect(exit).toBe(2);
  });

  it.each<[string, string]>([
    ['a kind', 'apiVersion: security.istio.io/v1\nmetadata: { name: a }'],
    ['an apiVersion', 'kind: PeerAuthentication\nmetadata: { name: a }'],
    ['either', 'metadata: { name: a }\nspec: { mtls: { mode: DISABLE } }'],
  ])('calls unknown what an object without %s may decide', async (_, text) => {
    await writeFile(join(dir, 'mesh', 'broken.yaml'), text);
    const { exit, stdout, stderr } = await run('--json', ...files);
    expect(jsonLines(stdout)[0]).toMatchObject({
      ports: [{ mtls: { declared: 'unknown', verdict: 'unknown' } }],
    });
    expect(stderr).toContain('MALFORMED');
    expect(exit).toBe(2);
  });

  it('takes a chart for no object', async () => {
    const chart = 'apiVersion: v2\nname: scorer\nversion: 0.1.0';
    await writeFile(join(dir, 'Chart.yaml'), chart);
    const { exit, stderr } = await run('.');
    expect(stderr).toContain('2 documents are no Kubernetes objects');
    expect(exit).toBe(0);
  });

  it.each<[number, string[]]>([
    [0, files],
    [1, ['--fail-on', 'medium', ...files]],
    [1, ['app.yaml']],
    [0, ['--fail-on', 'none', 'app.yaml']],
    [2, ['--fail-on', 'none', 'app.yaml', 'gone']],
    [2, [...files, '--entities', 'gone']],
  ])('ends with %d for %j', async (code, args) => {
    const { exit, stderr } = await run(...args);
    expect({ exit, stderr }).toEqual({ exit: code, stderr });
  });

  it('ends with 64 without a path', async () => {
    expect(await run('--json')).toMatchObject({ exit: 64, stdout: '' });
  });
});
