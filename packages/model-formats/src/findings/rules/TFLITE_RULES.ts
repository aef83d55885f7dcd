import { FindingRules } from '../FindingRuleInfo';

export const TFLITE_RULES = {
  'tflite/tensor-data': {
    severity: 'medium',
    cwe: 'CWE-130',
    risk: 'Missing bytes are read from elsewhere; surplus bytes carry something else.',
    advice: 'Convert the model again.',
  },
  'tflite/graph-order': {
    severity: 'medium',
    cwe: 'CWE-824',
    risk: 'An operator reads memory that was never written.',
    advice: 'Convert the model again.',
  },
  'tflite/unknown-operator': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'An operator of a newer schema was not understood.',
    advice: 'Update this tool before trusting the file.',
  },
  'tflite/custom-operator': {
    severity: 'info',
    cwe: 'CWE-829',
    risk: 'None by itself; the operator’s native code comes with the runtime.',
    advice: 'Check where the operator’s code comes from.',
  },
  'tflite/file-operator': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'The graph reads or writes files, or calls Python, when it runs.',
    advice: 'Refuse the model unless it is known to need this.',
  },
  'tflite/external-buffer-path': {
    severity: 'high',
    cwe: 'CWE-22',
    risk: 'A loader that follows the path reads files outside the model.',
    advice: 'Refuse the file; convert the model again.',
  },
  'tflite/buffer-twice': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Two loaders take different weights from the same file.',
    advice: 'Refuse the file; convert the model again.',
  },
  'tflite/unreferenced-bytes': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'Bytes that no part of the model owns can carry anything.',
    advice: 'Convert the model again.',
  },
} as const satisfies FindingRules;
