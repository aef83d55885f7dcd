import { FindingRules } from './FindingRuleInfo';

export const COREML_RULES = {
  'coreml/custom-code': {
    severity: 'medium',
    cwe: 'CWE-470',
    risk: 'The model chooses a class of the application that runs it.',
    advice: 'Take it only with an application that knows the class.',
  },
  'coreml/linked-model': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'What runs is another file than the one that was reviewed.',
    advice: 'Refuse the file; ask for a pipeline that holds its models.',
  },
} as const satisfies FindingRules;
