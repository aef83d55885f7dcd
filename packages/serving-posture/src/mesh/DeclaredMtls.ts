import type { Evidence, Finding, MtlsDeclared } from '../types';

/** What the configuration asks of one port, with the steps that led there. */
export interface DeclaredMtls {
  declared: MtlsDeclared;
  evidence: Evidence[];
  findings: Finding[];
}
