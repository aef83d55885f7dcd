import { FindingRules } from './FindingRuleInfo';

export const RECOGNISED_RULES = {
  'lfs-pointer/not-the-model': {
    severity: 'high',
    cwe: 'CWE-345',
    risk: 'What is registered is the pointer, not the model.',
    advice: 'Run git lfs pull and register the file itself.',
  },
  'recognised/html-page': {
    severity: 'high',
    cwe: 'CWE-345',
    risk: 'What is registered is a web page, not the model.',
    advice: 'Download again with the right address and credentials.',
  },
  'recognised/error-body': {
    severity: 'high',
    cwe: 'CWE-345',
    risk: 'What is registered is a server’s refusal, not the model.',
    advice: 'Download again with the right address and credentials.',
  },
} as const satisfies FindingRules;
