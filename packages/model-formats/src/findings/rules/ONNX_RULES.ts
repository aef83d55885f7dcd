import { FindingRules } from '../FindingRuleInfo';

export const ONNX_RULES = {
  'onnx/external-data-path': {
    severity: 'high',
    cwe: 'CWE-22',
    risk: 'A loader that follows the path reads files outside the model (CVE-2022-25882, CVE-2024-27318).',
    advice: 'Refuse the file; save it again with data files beside it.',
  },
  'onnx/external-data-key': {
    severity: 'high',
    cwe: 'CWE-915',
    risk: 'Loaders that copy unknown keys onto objects change their own behaviour.',
    advice: 'Refuse the file; save it again with the ONNX library.',
  },
  'onnx/external-data-range': {
    severity: 'high',
    cwe: 'CWE-125',
    risk: 'A wrong offset or length makes a loader read past the data or allocate without bound.',
    advice: 'Refuse the file; save it again with the ONNX library.',
  },
  'onnx/external-and-inline-data': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Two loaders take different weights from the same file.',
    advice: 'Refuse the file; save it again with the ONNX library.',
  },
  'onnx/tensor-data': {
    severity: 'medium',
    cwe: 'CWE-130',
    risk: 'Missing bytes are read from elsewhere; surplus bytes carry something else.',
    advice: 'Check the model with onnx.checker and export it again.',
  },
  'onnx/unknown-field': {
    severity: 'low',
    cwe: 'CWE-436',
    risk: 'Bytes that every loader steps over can carry anything.',
    advice: 'Find out which tool wrote the field.',
  },
  'onnx/duplicate-field': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Parsers merge, keep the first or keep the last: what was reviewed is not what runs.',
    advice: 'Refuse the file; no exporter writes it.',
  },
  'onnx/duplicate-name': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Loaders disagree which of two entries of one name counts.',
    advice: 'Check the model with onnx.checker and export it again.',
  },
  'onnx/negative-dimension': {
    severity: 'low',
    cwe: 'CWE-1284',
    risk: 'Loaders that multiply dimensions get a wrong size.',
    advice: 'Export again with a symbolic dimension.',
  },
  'onnx/newer-ir': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Fields of a newer schema were not understood.',
    advice: 'Update this tool before trusting the file.',
  },
  'onnx/no-graph-name': {
    severity: 'low',
    cwe: 'CWE-436',
    risk: 'Loaders that demand a name refuse what others run.',
    advice: 'Check the model with onnx.checker and export it again.',
  },
  'onnx/no-opset': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Runtimes guess the operator versions.',
    advice: 'Export again with an operator set.',
  },
} as const satisfies FindingRules;
