/**
 * Made by scripts/generate-openapi.mjs from openapi.yaml. Do not edit.
 */
import type { components } from './openapi';

/**
 * Every closed list of words of the API, in the order in which the API states them.
 * @public
 */
export const VOCABULARY = {
  CompatibilityVerdict: [
    'compatible',
    'breaking',
    'unknown',
  ],
  Sameness: [
    'equal',
    'differ',
    'unknown',
  ],
  Stage: [
    'registered',
    'validated',
    'approved',
    'deprecated',
    'retired',
    'rejected',
    'blocked',
    'invalid',
  ],
  Tier: [
    'tier-1',
    'tier-2',
    'tier-3',
  ],
  Risk: [
    'none',
    'monitor',
    'review',
    'block',
    'unknown',
  ],
  Level: [
    'declared',
    'inferred',
    'measured',
    'verified',
    'unknown',
  ],
  SignatureState: [
    'verified',
    'rejected',
    'unverified',
    'none',
    'unknown',
  ],
  InspectionStatus: [
    'clean',
    'findings',
    'unsupported',
    'failed',
    'unknown',
  ],
  Severity: [
    'critical',
    'high',
    'medium',
    'low',
    'info',
  ],
  ServedWord: [
    'blocked',
    'rejected',
    'invalid',
    'retired',
    'mismatch',
    'changed',
    'unregistered',
    'signature-rejected',
    'unknown',
    'deprecated',
    'registered',
    'validated',
    'approved',
  ],
  MtlsVerdict: [
    'plaintext',
    'partly-plaintext',
    'contradiction',
    'not-enforced-unmeasured',
    'used-not-enforced',
    'unknown',
    'enforced-unconfirmed',
    'enforced-confirmed',
  ],
  RequiredField: [
    'model_name',
    'version',
    'framework',
    'input_shape',
    'output_schema',
    'license',
    'intended_use',
  ],
  ServedBytes: [
    'match',
    'mismatch',
    'claimed',
    'unpinned',
    'unknown',
  ],
  ObservationSource: [
    'manifests',
    'cluster',
  ],
  AdminJobKind: [
    'rebuild',
    'verify',
    'retention',
    'backup',
  ],
  IngestionState: [
    'queued',
    'running',
    'succeeded',
    'refused',
    'failed',
  ],
} as const satisfies {
  readonly [Name in keyof components['schemas']]?: readonly components['schemas'][Name][];
};
