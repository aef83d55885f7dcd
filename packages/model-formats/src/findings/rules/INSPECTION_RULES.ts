import { FindingRules } from './FindingRuleInfo';

export const INSPECTION_RULES = {
  'inspection/findings-cut': {
    severity: 'low',
    cwe: 'CWE-770',
    risk: 'A flood of findings hides the one that matters.',
    advice: 'Ask the publisher for a file that is written by the framework.',
  },
  'inspection/metadata-cut': {
    severity: 'info',
    cwe: 'CWE-770',
    risk: 'None; the answer leaves entries out.',
    advice: 'Read the metadata with the framework if all of it is needed.',
  },
} as const satisfies FindingRules;
