import { FindingRules } from './FindingRuleInfo';

export const HDF5_RULES = {
  'hdf5/external-link': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'Whoever opens the file opens another one of the machine with it, and takes its content for weights.',
    advice: 'Refuse the file; save it again with all data inside.',
  },
  'hdf5/external-storage': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'The values of a dataset are read from any file of the machine, and can be got out through the model.',
    advice: 'Refuse the file; save it again with all data inside.',
  },
  'hdf5/virtual-dataset': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'The values of a dataset are read from other files of the machine.',
    advice: 'Refuse the file; save it again with all data inside.',
  },
  'hdf5/user-block': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'The file is two things at once; tools disagree which one.',
    advice: 'Save the file again with the framework.',
  },
  'hdf5/not-followed': {
    severity: 'info',
    cwe: 'CWE-1059',
    risk: 'Something dangerous can be where this tool did not look.',
    advice:
      'Open the file only where it can do no harm; prefer a format that can be scanned.',
  },
} as const satisfies FindingRules;
