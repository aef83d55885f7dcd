import { FindingRules } from './FindingRuleInfo';

export const PICKLE_RULES = {
  'pickle/import': {
    severity: 'high',
    cwe: 'CWE-502',
    risk: 'Loading the file imports and calls code of the attacker’s choice.',
    advice: 'Do not load the file; ask for safetensors or a state_dict.',
  },
  'pickle/polyglot': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The file is a model to one loader and a program to another that is led to it by name or by mistake.',
    advice: 'Refuse the file; no framework writes it.',
  },
  'pickle/nested': {
    severity: 'high',
    cwe: 'CWE-502',
    risk: 'A payload waits in data for a loader that is led to it.',
    advice: 'Do not load the file; ask the publisher for a clean export.',
  },
  'pickle/endless': {
    severity: 'medium',
    cwe: 'CWE-834',
    risk: 'A stream too long to be followed hides what stands at its end.',
    advice: 'Do not load the file; ask the publisher for a clean export.',
  },
  'pickle/opcode': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Opcodes that PyTorch never writes are used to hide imports from scanners.',
    advice: 'Do not load the file; save it again with PyTorch.',
  },
  'pickle/indirect-call': {
    severity: 'high',
    cwe: 'CWE-502',
    risk: 'What is called is only known while loading.',
    advice: 'Do not load the file.',
  },
  'pickle/changed-import': {
    severity: 'high',
    cwe: 'CWE-915',
    risk: 'Attributes of imported classes are replaced while loading.',
    advice: 'Do not load the file.',
  },
  'pickle/rewritten-object': {
    severity: 'high',
    cwe: 'CWE-843',
    risk: 'Values are rewritten while they are loaded: what loads is not what was described (CVE-2026-24747 class).',
    advice: 'Do not load the file; ask for safetensors.',
  },
  'pickle/exhausting': {
    severity: 'medium',
    cwe: 'CWE-400',
    risk: 'A few bytes make whoever loads the file run for ever or out of memory.',
    advice: 'Do not load the file; ask the publisher for a clean export.',
  },
  'pickle/broken': {
    severity: 'high',
    cwe: 'CWE-755',
    risk: 'A stream that breaks off after its payload acts before the error and blinds scanners.',
    advice: 'Do not load the file; ask the publisher for a clean export.',
  },
  'pickle/trailing-bytes': {
    severity: 'high',
    cwe: 'CWE-506',
    risk: 'A second stream behind the first is run by loaders that read on.',
    advice: 'Do not load the file; save it again with PyTorch.',
  },
  'pickle/several-streams': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'A scanner that stops at the first stream misses the others.',
    advice: 'Check that the writer of the file appends on purpose.',
  },
} as const satisfies FindingRules;
