import type { Evidence, MessageParams } from '../types';

/** @public */
export type RolloutSource =
  | 'VirtualService'
  | 'HTTPRoute'
  | 'GRPCRoute'
  | 'InferenceService'
  | 'LLMInferenceService'
  | 'Rollout'
  | 'Canary'
  | 'KnativeService';

/** @public */
export type RolloutMode = 'canary' | 'bluegreen' | 'ab' | 'mirror';

/**
 * `declared`: weights are written and no controller speaks of them.
 *
 * @public
 */
export type RolloutPhase =
  | 'declared'
  | 'idle'
  | 'initialising'
  | 'progressing'
  | 'paused'
  | 'promoting'
  | 'succeeded'
  | 'failed'
  | 'aborted'
  | 'unknown';

/**
 * Shares of 1: as the object's author asked, as its controller reports, as
 * measured. `null` is not known.
 *
 * @public
 */
export interface RolloutWeights {
  declared: number | null;
  controller: number | null;
  observed: number | null;
}

/** @public */
export interface RolloutArm {
  role: 'stable' | 'canary' | 'mirror';
  ref: string;
  /** Model version behind the arm. */
  version: string | null;
  /** Model behind the arm; absent when none could be tied. */
  modelRef?: string;
  /** Manifest digest of the registered version behind the arm, where a digest ties it. */
  manifestDigest?: string;
  weights: RolloutWeights;
  /** Requests that take this arm, for `ab`. */
  match?: string[];
}

/** @public */
export interface RolloutStep {
  index: number;
  total: number;
  setWeight: number | null;
}

/** @public */
export interface RolloutAnalysis {
  result: string;
  failedChecks: number | null;
  name: string | null;
}

/** @public */
export type RolloutWarningId =
  | 'subset_not_defined'
  | 'subset_unknown'
  | 'weights_all_zero'
  | 'field_ignored'
  | 'deployment_mode_unknown'
  | 'several_routes_for_host';

/** @public */
export interface RolloutWarning {
  id: RolloutWarningId;
  message: string;
  params?: MessageParams;
}

/**
 * One rollout, as `ml-models posture` prints it.
 *
 * @public
 */
export interface RolloutPosture {
  kind: 'rollout';
  cluster?: string;
  namespace: string;
  source: RolloutSource;
  name: string;
  /** The part of the object that splits, when it has several. */
  rule?: string;
  /** What is being split: a host, a service. */
  target?: string;
  mode: RolloutMode;
  arms: RolloutArm[];
  phase: RolloutPhase;
  step: RolloutStep | null;
  analysis: RolloutAnalysis | null;
  warnings: RolloutWarning[];
  evidence: Evidence[];
}
