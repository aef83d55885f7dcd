import { FindingRules } from './FindingRuleInfo';

export const SAVEDMODEL_RULES = {
  'savedmodel/python-operator': {
    severity: 'high',
    cwe: 'CWE-94',
    risk: 'The graph calls Python that the loading program has registered, by a name of its choice.',
    advice: 'Refuse the file; export the model without Python functions.',
  },
  'savedmodel/file-operator': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'Whoever runs the model has files read, or written, at paths that the graph chooses.',
    advice:
      'Refuse the file; keep input and output of files outside of the graph.',
  },
  'savedmodel/network-operator': {
    severity: 'high',
    cwe: 'CWE-918',
    risk: 'The graph sends tensors to addresses that it chooses.',
    advice:
      'Refuse the file; export the model without debugging and remote operators.',
  },
  'savedmodel/keras-lambda': {
    severity: 'high',
    cwe: 'CWE-94',
    risk: 'Keras runs the Python byte code of a Lambda layer when it loads the model.',
    advice:
      'Refuse the file; replace the layer by one that is registered in code.',
  },
} as const satisfies FindingRules;
