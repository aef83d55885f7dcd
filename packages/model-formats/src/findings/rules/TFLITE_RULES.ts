import { FindingRules } from './FindingRuleInfo';

export const TFLITE_RULES = {
  'tflite/tensor-data': {
    severity: 'medium',
    cwe: 'CWE-130',
    risk: 'Missing bytes are read from elsewhere; surplus bytes carry something else.',
    advice: 'Convert the model again.',
  },
  'tflite/quantization': {
    severity: 'medium',
    cwe: 'CWE-129',
    risk: 'A kernel reads scales past their end, or weights are misread.',
    advice: 'Convert the model again.',
  },
  'tflite/graph-order': {
    severity: 'medium',
    cwe: 'CWE-824',
    risk: 'An operator reads memory that was never written.',
    advice: 'Convert the model again.',
  },
  'tflite/subgraph-cycle': {
    severity: 'medium',
    cwe: 'CWE-674',
    risk: 'The runtime recurses until its stack is full when it loads the model.',
    advice: 'Refuse the file; convert the model again.',
  },
  'tflite/unknown-operator': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'An operator of a newer schema was not understood.',
    advice: 'Update this tool before trusting the file.',
  },
  'tflite/unknown-field': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'A part of a newer schema was not understood; it may name other files or carry code.',
    advice: 'Update this tool before trusting the file.',
  },
  'tflite/unknown-metadata': {
    severity: 'low',
    cwe: 'CWE-436',
    risk: 'A part of newer metadata was not understood; tools that know it act on it.',
    advice: 'Update this tool before trusting what the metadata says.',
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
  'tflite/associated-file-path': {
    severity: 'medium',
    cwe: 'CWE-22',
    risk: 'A tool that unpacks the associated files writes outside its directory.',
    advice: 'Refuse the file; add the metadata again.',
  },
  'tflite/associated-file-missing': {
    severity: 'info',
    cwe: 'CWE-1068',
    risk: 'None by itself; labels or vocabularies that the metadata promises are not there.',
    advice: 'Ask the publisher for the file with its associated files.',
  },
  'tflite/nodes-cut': {
    severity: 'info',
    cwe: 'CWE-770',
    risk: 'None; the answer leaves operators out.',
    advice: 'Compare such models by their tensors and operator counts.',
  },
  'tflite/buffer-twice': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Two loaders take different weights from the same file.',
    advice: 'Refuse the file; convert the model again.',
  },
  'tflite/buffer-zero': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Some loaders take its bytes as weights of every tensor without data, others do not.',
    advice: 'Refuse the file; convert the model again.',
  },
  'tflite/buffer-overlap': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Weights and structure are the same bytes: what is scanned as one is loaded as the other.',
    advice: 'Refuse the file; convert the model again.',
  },
  'tflite/unreferenced-bytes': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'Bytes that no part of the model owns can carry anything.',
    advice: 'Convert the model again.',
  },
} as const satisfies FindingRules;
