import { Severity } from '../../inspection/Inspection';

/** One entry of the catalogue of findings. @public */
export interface FindingRuleInfo {
  severity: Severity;
  /** weakness class */
  cwe: string;
  /** what somebody gains who put this into a file */
  risk: string;
  /** what to do about it */
  advice: string;
}

/** Entries by id, `<format>/<what>`. */
export type FindingRules = Record<string, FindingRuleInfo>;
