import type { Cluster } from '../cluster/Cluster';
import type {
  Evidence,
  RolloutAnalysis,
  RolloutArm,
  RolloutMode,
  RolloutPhase,
  RolloutSource,
  RolloutStep,
  RolloutWarning,
} from '../types';
import type { ArmVersions } from './ArmVersions';

export interface RolloutContext {
  cluster: Cluster;
  versions: ArmVersions;
}

/** A rollout as its source tells it; `kind` and `cluster` come later. */
export interface SourceRollout {
  namespace: string;
  source: RolloutSource;
  name: string;
  rule?: string;
  target?: string;
  mode: RolloutMode;
  arms: RolloutArm[];
  phase: RolloutPhase;
  step?: RolloutStep;
  analysis?: RolloutAnalysis;
  warnings: RolloutWarning[];
  evidence: Evidence[];
}

/**
 * One kind of object that splits traffic. To add one: a file with its
 * ObjectType, a file with its provider, a line in `providers.ts`.
 */
export interface RolloutProvider {
  read(context: RolloutContext): SourceRollout[];
}

/** Weights that only the object's author has stated. */
export function declaredOnly(share: number | null): RolloutArm['weights'] {
  return { declared: share, controller: null, observed: null };
}
