import { findingIds, postureOf } from '../testing/assess';
import {
  deployment,
  namespace,
  NAMESPACE_NAME,
  service,
} from '../testing/objects';

const isvc = (annotations: Record<string, string>, model: object = {}) => ({
  apiVersion: 'serving.kserve.io/v1beta1',
  kind: 'InferenceService',
  metadata: { name: 'scorer', namespace: NAMESPACE_NAME, annotations },
  spec: { predictor: { model: { storageUri: 's3://m', ...model } } },
});

const ports = (...objects: unknown[]) =>
  postureOf([namespace(), ...objects]).ports.map(item => [
    item.port,
    item.name,
  ]);

const MODE = 'serving.kserve.io/deploymentMode';

describe('ports', () => {
  it.each<[string, Record<string, string>, object, unknown[]]>([
    ['serverless', { [MODE]: 'Serverless' }, {}, [[8012, 'queue-port']]],
    [
      'serverless gRPC',
      { [MODE]: 'Knative' },
      { ports: [{ containerPort: 9000, name: 'h2c' }] },
      [[8013, 'queue-port']],
    ],
    ['standard', { [MODE]: 'Standard' }, {}, [[8080, undefined]]],
    [
      'declared',
      { [MODE]: 'RawDeployment' },
      { ports: [{ containerPort: 9000, name: 'grpc' }] },
      [[9000, 'grpc']],
    ],
    ['mode not stated', {}, {}, [[8080, undefined]]],
  ])('of KServe: %s', (_, annotations, model, expected) => {
    expect(ports(isvc(annotations, model))).toEqual(expected);
  });

  it('adds what a Service sends to', () => {
    const object = deployment({ ports: [{ containerPort: 8080 }] });
    const send = service('scorer', { app: 'scorer' }, [
      { port: 80, targetPort: 8080, name: 'web' },
      { port: 81, targetPort: 9000, name: 'admin' },
      { port: 82, targetPort: 'nowhere' },
    ]);
    const other = service('other', { app: 'other' }, [{ port: 7 }]);
    expect(ports(object, send, other)).toEqual([
      [8080, undefined],
      [9000, 'admin'],
    ]);
  });

  it('says when there is none', () => {
    const posture = postureOf([namespace(), deployment({ ports: [] })]);
    expect(posture.ports).toEqual([]);
    expect(findingIds(posture)).toContain('no_ports_declared');
  });
});

describe('workloadFindings', () => {
  it('finds images that are not pinned', () => {
    const containers = [
      { name: 'a', image: 'example.com/a:latest' },
      { name: 'b', image: `example.com/b@sha256:${'0'.repeat(64)}` },
    ];
    const { findings } = postureOf([
      namespace(),
      deployment({ spec: { containers } }),
    ]);
    expect(findings).toContainEqual({
      id: 'image_not_pinned',
      severity: 'medium',
      message: 'Not pinned by digest: example.com/a:latest',
      params: { images: ['example.com/a:latest'] },
    });
  });

  it.each<[string, string, string[]]>([
    ['scorer', 'other', []],
    ['shared', 'shared', ['shared_service_account medium']],
    ['default', 'default', ['shared_service_account high']],
    ['default', 'other', ['default_service_account medium']],
  ])('accounts %s and %s', (first, second, expected) => {
    const posture = postureOf([
      namespace(),
      deployment({ spec: { serviceAccountName: first } }),
      deployment({ name: 'twin', spec: { serviceAccountName: second } }),
    ]);
    expect(
      posture.findings
        .filter(item => item.id.endsWith('service_account'))
        .map(item => `${item.id} ${item.severity}`),
    ).toEqual(expected);
  });
});

describe('owners', () => {
  it('does not list what KServe makes of an InferenceService', () => {
    const made = deployment({ name: 'scorer-predictor' });
    made.metadata.labels = { 'serving.kserve.io/inferenceservice': 'scorer' };
    expect(() =>
      postureOf([namespace(), isvc({}), made], 'scorer-predictor'),
    ).toThrow('No scorer-predictor');
    expect(postureOf([namespace(), made], 'scorer-predictor').owner.kind).toBe(
      'Deployment',
    );
  });

  it('does not know what a generated label will be', () => {
    const selecting = {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'wl', namespace: NAMESPACE_NAME },
      spec: {
        selector: { matchLabels: { app: 'isvc.scorer-predictor' } },
        mtls: { mode: 'STRICT' },
      },
    };
    const posture = postureOf([namespace(), isvc({}), selecting]);
    expect(posture.ports[0].mtls.declared).toBe('unknown');
  });
});
