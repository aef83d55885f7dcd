import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import type { ModelAccess } from '../../store/ModelStore';
import { accessOfCriteria } from './accessOfCriteria';
import type { ModelFilter } from './modelRules';

interface Model {
  owner: string;
  namespace: string;
  tier: string;
  stage: string;
}

const owner = fc.constantFrom('a', 'b', 'c');
const namespace = fc.constantFrom('n', 'm');
const tier = fc.constantFrom('tier-1', 'tier-2', 'tier-3');
const stage = fc.constantFrom('registered', 'validated', 'blocked');
const model: fc.Arbitrary<Model> = fc.record({
  owner,
  namespace,
  tier,
  stage,
});
const filter: fc.Arbitrary<ModelFilter> = fc.oneof(
  fc.uniqueArray(owner).map(owners => ({ owners })),
  fc.uniqueArray(namespace).map(namespaces => ({ namespaces })),
  fc.uniqueArray(tier).map(tiers => ({ tiers })),
  fc.uniqueArray(stage).map(stages => ({ stages })),
);
const criteria = fc.letrec<{ criteria: PermissionCriteria<ModelFilter> }>(
  tie => ({
    criteria: fc.oneof(
      { maxDepth: 3 },
      filter,
      fc
        .array(tie('criteria'), { minLength: 1, maxLength: 3 })
        .map(([first, ...rest]) => ({ allOf: [first, ...rest] as const })),
      fc
        .array(tie('criteria'), { minLength: 1, maxLength: 3 })
        .map(([first, ...rest]) => ({ anyOf: [first, ...rest] as const })),
      tie('criteria').map(not => ({ not })),
    ) as fc.Arbitrary<PermissionCriteria<ModelFilter>>,
  }),
).criteria;

function applies(rule: PermissionCriteria<ModelFilter>, of: Model): boolean {
  if ('allOf' in rule) return rule.allOf.every(part => applies(part, of));
  if ('anyOf' in rule) return rule.anyOf.some(part => applies(part, of));
  if ('not' in rule) return !applies(rule.not, of);
  return holds(rule, of);
}

/** As the store's SQL reads it. */
function admits({ anyOf }: ModelAccess, of: Model): boolean {
  return anyOf.some(({ not = false, ...all }) => holds(all, of) !== not);
}

function holds(all: ModelAccess['anyOf'][number], of: Model): boolean {
  return (
    (all.owners?.includes(of.owner) ?? true) &&
    (all.namespaces?.includes(of.namespace) ?? true) &&
    (all.tiers?.includes(of.tier) ?? true) &&
    (all.stages?.includes(of.stage) ?? true)
  );
}

describe('accessOfCriteria', () => {
  it('admits exactly what the criteria admit, or refuses to translate', () => {
    let translated = 0;
    fc.assert(
      fc.property(criteria, fc.array(model), (rule, models) => {
        let access: ModelAccess;
        try {
          access = accessOfCriteria(rule);
        } catch (error) {
          return error instanceof RangeError;
        }
        translated += 1;
        return models.every(of => admits(access, of) === applies(rule, of));
      }),
      { seed: 20260131, numRuns: 2_000 },
    );
    expect(translated).toBeGreaterThan(1_000);
  });

  it('refuses criteria that would unfold without end', () => {
    const pair: PermissionCriteria<ModelFilter> = {
      anyOf: [{ tiers: ['tier-1'] }, { stages: ['blocked'] }],
    };
    expect(() =>
      accessOfCriteria({ allOf: [pair, ...Array(12).fill(pair)] }),
    ).toThrow(RangeError);
  });
});
