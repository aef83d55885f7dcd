import { FindingRules } from '../FindingRuleInfo';

export const RECOGNISED_RULES = {
  'lfs-pointer/not-the-model': {
    severity: 'high',
    cwe: 'CWE-345',
    risk: 'What is registered is the pointer, not the model.',
    advice: 'Run git lfs pull and register the file itself.',
  },
} as const satisfies FindingRules;
