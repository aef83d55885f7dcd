import { workload } from '../__testUtils__/cluster';
import { fakeTranslate as t } from '../__testUtils__/fakeTranslate';
import { findingCure, findingYaml } from './findingCure';

describe('findingCure', () => {
  it('has one for what is known and none for what is not', () => {
    expect(findingCure(t, 'no_authz_policy')).toBe('cure.no_authz_policy');
    expect(findingCure(t, 'weights_all_zero')).toBe('cure.no_weight');
    expect(findingCure(t, 'of_the_future')).toBeUndefined();
  });
});

describe('findingYaml', () => {
  it('is for the mesh that is there, and for no other', () => {
    expect(findingYaml('mtls_optional', workload)).toContain(
      'namespace: lora-training',
    );
    expect(
      findingYaml('mtls_optional', {
        ...workload,
        dataPlane: { ...workload.dataPlane, value: 'linkerd' },
      }),
    ).toBeUndefined();
    expect(findingYaml('image_not_pinned', workload)).toBeUndefined();
  });
});
