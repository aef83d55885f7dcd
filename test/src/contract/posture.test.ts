import { jsonLines, mlModels } from '../support/mlModels';
import { inRepository } from '../support/repository';

interface Line {
  kind: string;
  namespace: string;
  owner?: { name: string };
  name?: string;
  [key: string]: unknown;
}

describe('posture over the demo manifests', () => {
  const lines = jsonLines<Line>(
    mlModels(
      'posture',
      '--json',
      inRepository('examples/manifests/lora-training'),
      '--entities',
      inRepository('examples/models'),
    ),
  );
  const caller = (name: string) => ({
    principal: `cluster.local/ns/lora-training/sa/${name}`,
    operations: [{ methods: ['POST'], paths: ['/train', '/start-job'] }],
    via: 'AuthorizationPolicy lora-training/allow-preprocessor-to-trainer',
  });

  it('judges the trainer as the contract’s example does', () => {
    const trainer = lines.find(
      line => line.kind === 'workload' && line.owner?.name === 'lora-trainer',
    );
    expect(trainer).toMatchObject({
      namespace: 'lora-training',
      owner: { kind: 'Deployment', name: 'lora-trainer' },
      role: 'trains',
      serviceAccount: 'lora-trainer',
      dataPlane: { value: 'istio-sidecar', level: 'inferred' },
      ports: [
        {
          port: 8080,
          name: 'http',
          mtls: {
            declared: 'required',
            observed: 'not_measurable',
            verdict: 'enforced-unconfirmed',
          },
          evidence: expect.arrayContaining([
            expect.objectContaining({
              ref: 'PeerAuthentication lora-training/default',
              role: 'decides',
            }),
          ]),
        },
      ],
      callers: [caller('lora-api-gateway'), caller('lora-data-preprocessor')],
      secureLoading: {
        encryptedAtRest: { value: 'unknown', level: 'unknown', evidence: [] },
      },
      model: { ref: 'mlmodel:default/lora-portrait', join: 'annotation' },
    });
    expect(
      (trainer!.findings as { id: string; severity: string }[]).map(
        ({ id, severity }) => `${id} ${severity}`,
      ),
    ).toContain('image_not_pinned medium');
  });

  it('shows the canary whose subsets nobody defined', () => {
    const rollout = lines.find(
      line => line.kind === 'rollout' && line.name === 'lora-trainer-route',
    );
    expect(rollout).toMatchObject({
      namespace: 'lora-training',
      source: 'VirtualService',
      name: 'lora-trainer-route',
      mode: 'canary',
      arms: [
        {
          role: 'stable',
          ref: 'subset v1',
          version: null,
          weights: { declared: 0.9, controller: null, observed: null },
        },
        {
          role: 'canary',
          ref: 'subset v2-experimental',
          version: null,
          weights: { declared: 0.1, controller: null, observed: null },
        },
      ],
      phase: 'declared',
      step: null,
      analysis: null,
    });
    expect(
      (rollout!.warnings as { id: string }[]).map(({ id }) => id),
    ).toContain('subset_not_defined');
  });
});
