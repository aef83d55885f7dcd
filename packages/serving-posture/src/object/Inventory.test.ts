import { POSTURE_LIMITS } from '../limits';
import { assess, postureOf } from '../testing/assess';
import { deployment, namespace, peerAuthentication } from '../testing/objects';
import { Inventory } from './Inventory';

const STRICT = peerAuthentication('ns', { mtls: { mode: 'STRICT' } });

describe('Inventory', () => {
  it('unpacks lists', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [namespace(), { kind: 'DeploymentList', items: [deployment()] }],
    };
    expect(postureOf([list]).dataPlane.value).toBe('istio-sidecar');
  });

  it('stops at lists nested too deep, and then knows nothing', () => {
    let list: unknown = STRICT;
    for (let depth = 0; depth <= POSTURE_LIMITS.listDepth; depth += 1) {
      list = { kind: 'List', items: [list] };
    }
    const { workloads, problems } = assess([namespace(), deployment(), list]);
    expect(problems.map(item => item.code)).toEqual(['LIMIT_EXCEEDED']);
    expect(workloads[0].ports[0].mtls.verdict).toBe('unknown');
  });

  it('takes the same object once', () => {
    const again = { ...STRICT, apiVersion: 'security.istio.io/v1beta1' };
    const { problems } = assess([STRICT, STRICT, again]);
    expect(problems).toEqual([]);
  });

  it('does not choose between two that differ', () => {
    const other = peerAuthentication('ns', { mtls: { mode: 'DISABLE' } });
    const posture = postureOf([namespace(), deployment(), STRICT, other]);
    expect(posture.ports[0].mtls.declared).toBe('unknown');
    expect(assess([STRICT, other]).problems).toEqual([
      {
        ref: 'PeerAuthentication serving/ns',
        code: 'DUPLICATE',
        message: 'Given twice with different content',
      },
    ]);
  });

  it.each<[string, unknown, string | undefined]>([
    ['a scalar', 7, 'objects[0]'],
    ['a list', [], 'objects[0]'],
    ['no metadata', { apiVersion: 'v1', kind: 'Pod' }, 'Pod'],
    ['no name', { apiVersion: 'v1', kind: 'Pod', metadata: {} }, 'Pod'],
    [
      'labels of a wrong type',
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a', labels: { a: true } },
      },
      'Pod a',
    ],
    [
      'an unknown version',
      { ...STRICT, apiVersion: 'security.istio.io/v9' },
      'PeerAuthentication serving/ns',
    ],
  ])('names %s', (_, object, ref) => {
    const { problems } = assess([object]);
    expect(problems).toEqual([
      expect.objectContaining({ ref, code: 'MALFORMED' }),
    ]);
  });

  it('takes empty documents and foreign kinds for nothing', () => {
    const foreign = { apiVersion: 'x/v1', kind: 'Y', metadata: { name: 'z' } };
    expect(assess([null, undefined, foreign]).problems).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['without a kind', { apiVersion: 'security.istio.io/v1', metadata: {} }],
    ['without a group', { kind: 'PeerAuthentication', metadata: {} }],
    ['in a list without items', { apiVersion: 'v1', kind: 'List' }],
    ['whose kind is no text', { apiVersion: 1, kind: {} }],
    ['without either', { metadata: { name: 'default' }, spec: {} }],
  ])('suspects a policy %s', (_, broken) => {
    const posture = postureOf([namespace(), deployment(), STRICT, broken]);
    expect(posture.ports[0].mtls.declared).toBe('unknown');
  });

  it('does not suspect the values of a chart', () => {
    const values = { replicas: 3, kind: null };
    const posture = postureOf([namespace(), deployment(), STRICT, values]);
    expect(posture.ports[0].mtls.declared).toBe('required');
  });

  it('reads own members only', () => {
    const object = JSON.parse(
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"__proto__":"x","constructor":"y"}}}',
    );
    expect(new Inventory([object]).problems).toEqual([]);
  });

  it('stops at too many objects, and then knows nothing', () => {
    const many = new Array(POSTURE_LIMITS.objects).fill(null);
    const { problems, workloads } = assess([
      namespace(),
      deployment(),
      ...many,
      STRICT,
    ]);
    expect(problems.map(item => item.code)).toEqual(['LIMIT_EXCEEDED']);
    expect(workloads[0].ports[0].mtls.verdict).toBe('unknown');
  });
});
