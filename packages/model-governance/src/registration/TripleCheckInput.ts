import type { Inspection, Severity } from '@ml-models/model-formats';
import type { Problem } from './Problem';

/** The part of an MLModel entity that is checked; anything may stand in `spec`. @public */
export interface DeclaredModel {
  metadata: { name?: unknown };
  spec?: { [key: string]: unknown };
}

/** One file of a version with what its bytes say. @public */
export interface CheckedArtifact {
  /** relative name inside the version, `/` between segments */
  path: string;
  /** bytes */
  size: number;
  /** measured `sha256:` digest */
  digest: string;
  /** what the entity says that it is */
  declaredDigest?: string;
  inspection: Inspection;
}

/** `mlModels.ingestion`, the part that decides. @public */
export interface RegistrationPolicy {
  /** a finding this bad or worse refuses */
  refuseAtSeverity: Severity;
  /** whether a file that is not scanned may register at all */
  allowUnsupported: boolean;
}

/** @public */
export const DEFAULT_REGISTRATION_POLICY: Readonly<RegistrationPolicy> = {
  refuseAtSeverity: 'high',
  allowUnsupported: false,
};

/** @public */
export interface TripleCheckInput {
  entity: DeclaredModel;
  artifacts: CheckedArtifact[];
  policy: RegistrationPolicy;
}

/**
 * `integrity`: bytes against declared digests. `format`: every file was read
 * to its end and is a model format. `scan`: findings against the policy.
 * `companions`: files that the model needs beside it. `completeness`: the
 * seven required fields. `interface`: inputs and outputs, declared and found.
 * @public
 */
export type CheckId =
  | 'integrity'
  | 'format'
  | 'scan'
  | 'companions'
  | 'completeness'
  | 'interface';

/** `unknown` is never shown as good. @public */
export type CheckOutcome = 'passed' | 'failed' | 'unknown';

/** @public */
export interface Check {
  id: CheckId;
  outcome: CheckOutcome;
  /** English sentence; translated by `id`, `outcome` and `params` */
  message: string;
  params?: Record<string, string | number>;
  /** one line per fact that the outcome rests on, cut at `MAX_EVIDENCE` */
  evidence?: string[];
}

/** @public */
export interface TripleCheckResult {
  checks: Check[];
  /** empty exactly when nothing speaks against registration */
  problems: Problem[];
}
