/** The four functions of the NIST AI Risk Management Framework 1.0. @public */
export type RmfFunction = 'GOVERN' | 'MAP' | 'MEASURE' | 'MANAGE';

/** `unknown`: nothing is known that would answer it; never shown as good. @public */
export type RequirementState = 'met' | 'gap' | 'unknown';

/** @public */
export interface Requirement {
  /** stable id, `owner`, `intended-use` … */
  id: RequirementId;
  function: RmfFunction;
  /** `MAP 1.1` … of NIST AI 100-1 */
  subcategory: string;
  /** what is looked for, in our words */
  title: string;
  state: RequirementState;
  /** English sentence: what is there, or what is missing */
  evidence: string;
  params?: Record<string, string | number>;
  /** RFC 3339, when the evidence was recorded */
  recordedAt?: string;
}

/** @public */
export type RequirementId =
  | 'inventory'
  | 'owner'
  | 'license'
  | 'tier'
  | 'intended-use'
  | 'limitations'
  | 'task'
  | 'components'
  | 'base-model'
  | 'integrity'
  | 'scan'
  | 'drift'
  | 'review'
  | 'block';
