import fc from 'fast-check';
import type { ModelCommand } from '../../domain/ModelCommand';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
} from './commands';

const version = fc.constantFrom('v1', 'v2', 'v3', 'v4');
const tier = fc.constantFrom('tier-1', 'tier-2', 'tier-3', undefined);
const defaultTier = fc.constantFrom('tier-1', 'tier-3', undefined);
const owner = fc.constantFrom('group:default/one', 'group:default/two');
export const REASON = aDocument('because').reference;
const HERE = aRegistration().source;
const location = fc.constantFrom(HERE, 'file:/elsewhere.yaml');

/** Commands of nearly every kind about some models, good and bad ones. */
export function anyCommand(models: number): fc.Arbitrary<ModelCommand> {
  const modelRef = fc
    .integer({ min: 1, max: models })
    .map(number => `mlmodel:default/m${number}`);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .record({
          modelRef,
          version,
          tier,
          defaultTier,
          owner,
          bytes: fc.integer({ min: 0, max: 4 }),
          unsupported: fc.nat(9).map(number => number === 0),
        })
        .map(({ bytes, unsupported, ...declared }) =>
          aRegistration({
            modelRef: declared.modelRef,
            version: declared.version,
            bytes: `${declared.modelRef} ${bytes}`,
            declaration: aDeclaration({
              modelRef: declared.modelRef,
              owner: declared.owner,
              tier: declared.tier,
              default_tier: declared.defaultTier,
              location: HERE,
            }),
            ...(unsupported && {
              unsupported,
              artifacts: [anArtifact({ inspection_status: 'unsupported' })],
            }),
          }),
        ),
    },
    {
      weight: 5,
      arbitrary: fc
        .record({
          modelRef,
          version,
          metric: fc.constantFrom('drift_score', '__proto__', 'psi'),
          score: fc.constantFrom(0, 0.03, 0.031, 0.08, 0.081, 0.2),
        })
        .map(measured => aMeasurement(measured)),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('TransitionVersion' as const),
        modelRef,
        version,
        to: fc.constantFrom(
          'validated',
          'approved',
          'deprecated',
          'retired',
          'rejected',
          'blocked',
          'unblocked',
        ),
        reason: fc.constant(REASON),
        reasonText: fc.constant('because'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ modelRef, tier, owner, location })
        .map(declared => ({
          type: 'ObserveDeclaration' as const,
          modelRef: declared.modelRef,
          declaration: aDeclaration(declared),
        })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('WaiveRequirement' as const),
        modelRef,
        version,
        requirement: fc.constantFrom('license', 'drift'),
        reason: fc.constant(REASON),
        expiresAt: fc.constantFrom(
          '2026-12-01T00:00:00Z',
          '2000-01-01T00:00:00Z',
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('RemoveFromCatalog' as const),
        modelRef,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('RenameModel' as const),
        from: modelRef,
        to: modelRef,
        owner,
        location,
      }),
    },
  );
}
