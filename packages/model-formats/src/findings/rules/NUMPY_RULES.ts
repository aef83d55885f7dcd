import { FindingRules } from './FindingRuleInfo';

export const NUMPY_RULES = {
  'numpy/object-array': {
    severity: 'medium',
    cwe: 'CWE-502',
    risk: 'Loading the array unpickles whatever stands in it.',
    advice: 'Ask for arrays of numbers; never load with allow_pickle.',
  },
  'numpy/structure': {
    severity: 'low',
    cwe: 'CWE-20',
    risk: 'Elements that were not taken apart were not checked.',
    advice: 'Ask for one array per field.',
  },
  'numpy/trailing-bytes': {
    severity: 'medium',
    cwe: 'CWE-506',
    risk: 'Bytes behind an array can carry anything.',
    advice: 'Save the array again with NumPy.',
  },
  'numpy/no-array': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'NumPy hands out members that are no arrays as they are.',
    advice: 'Save the arrays again with NumPy.',
  },
} as const satisfies FindingRules;
