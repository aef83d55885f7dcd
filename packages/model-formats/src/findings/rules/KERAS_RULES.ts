import { FindingRules } from './FindingRuleInfo';

export const KERAS_RULES = {
  'keras/lambda-code': {
    severity: 'critical',
    cwe: 'CWE-502',
    risk: 'Python bytecode of the model runs when it is loaded or called (CVE-2024-3660); for HDF5 files no safe mode stops it (CVE-2025-9905).',
    advice: 'Refuse the file; ask for the model without Lambda layers.',
  },
  'keras/lambda': {
    severity: 'high',
    cwe: 'CWE-94',
    risk: 'A Lambda layer calls whatever function it names when the model runs.',
    advice:
      'Refuse the file unless the function is known; ask for the model without Lambda layers.',
  },
  'keras/foreign-module': {
    severity: 'high',
    cwe: 'CWE-470',
    risk: 'Loading the model imports a module of the attacker’s choice and calls what is in it (CVE-2025-1550).',
    advice: 'Refuse the file unless the module is one of your own.',
  },
  'keras/gadget': {
    severity: 'critical',
    cwe: 'CWE-470',
    risk: 'Functions of Keras or Python that switch safe mode off, fetch files or run code are called on loading (CVE-2025-8747, CVE-2025-9906).',
    advice: 'Refuse the file.',
  },
  'keras/torch-module': {
    severity: 'critical',
    cwe: 'CWE-502',
    risk: 'The layer is unpickled on loading, which runs whatever the pickle says.',
    advice: 'Refuse the file; ask for the weights as safetensors.',
  },
  'keras/file-read': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'The layer reads a file of the loading machine into the model, from where it can be got out again (CVE-2025-12058).',
    advice: 'Refuse the file.',
  },
  'keras/custom-object': {
    severity: 'medium',
    cwe: 'CWE-829',
    risk: 'Code that is not in the file comes from whoever registers the class.',
    advice: 'Check where the class comes from.',
  },
  'keras/unreadable-config': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The configuration could not be scanned; a more lenient loader may read it.',
    advice: 'Refuse the file; save it again with Keras.',
  },
  'keras/unexpected-member': {
    severity: 'medium',
    cwe: 'CWE-506',
    risk: 'A member that Keras does not know can carry anything.',
    advice: 'Find out why it is there before using the file.',
  },
} as const satisfies FindingRules;
