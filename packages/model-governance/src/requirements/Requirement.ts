/** The four functions of the NIST AI Risk Management Framework 1.0. @public */
export type RmfFunction = 'govern' | 'map' | 'measure' | 'manage';

/**
 * `met`: there is evidence. `gap`: there is none, and there should be.
 * `waived`: a gap with a dated exception that has not run out. `unknown`:
 * nothing was recorded that would answer it; never shown as good.
 * @public
 */
export type RequirementState = 'met' | 'gap' | 'waived' | 'unknown';

/** How well it is known: what only an entity or a person says is `declared`. @public */
export type RequirementLevel = 'declared' | 'measured' | 'verified' | 'unknown';

/** @public */
export type RequirementId =
  | 'inventory'
  | 'owner'
  | 'tier'
  | 'license'
  | 'intended-use'
  | 'limitations'
  | 'task'
  | 'components'
  | 'base-model'
  | 'integrity'
  | 'scan'
  | 'drift'
  | 'review'
  | 'response';

/** @public */
export interface RequirementEvidence {
  /** whether it decided the state or only belongs to it */
  role: 'decides' | 'context';
  /** what it is: an event, a document, a field of the entity */
  ref?: string;
  /** English sentence */
  why: string;
  /** RFC 3339, when it was recorded */
  at?: string;
}

/** A dated exception. @public */
export interface RequirementWaiver {
  reason: string;
  /** RFC 3339 */
  expiresAt: string;
  by?: string;
  /** what the requirement said when it was waived; a waiver is of that and of nothing worse */
  seen?: RequirementSeen;
}

/** What a requirement said at one time, before any waiver. @public */
export interface RequirementSeen {
  state: 'met' | 'gap' | 'unknown';
  reason: string;
}

/** One line of the board: evidence, never a statement of compliance. @public */
export interface Requirement {
  id: RequirementId;
  function: RmfFunction;
  /** `MAP 1.1` … of NIST AI 100-1, in whose direction the evidence points */
  subcategory: string;
  /** what is looked for, in our words */
  title: string;
  state: RequirementState;
  /** of what `state` rests on, before any waiver */
  level?: RequirementLevel;
  /** English sentence: what is there, or what is missing */
  reason: string;
  evidence: RequirementEvidence[];
  /** RFC 3339, the youngest evidence */
  at?: string;
  /** the one in force */
  waiver?: Omit<RequirementWaiver, 'seen'>;
  /** one that has not run out but is not in force any more, and why */
  endedWaiver?: Omit<RequirementWaiver, 'seen'> & { why: string };
}
