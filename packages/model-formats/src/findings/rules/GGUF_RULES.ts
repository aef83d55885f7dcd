import { FindingRules } from './FindingRuleInfo';

export const GGUF_RULES = {
  'gguf/chat-template': {
    severity: 'info',
    cwe: 'CWE-1336',
    risk: 'A Jinja template runs on every conversation; a changed one changes what the model is told.',
    advice:
      'Compare its digest between versions; render it only in a sandboxed environment.',
  },
  'gguf/chat-template-code': {
    severity: 'high',
    cwe: 'CWE-1336',
    risk: 'A loader that renders the template without a sandbox runs commands of its author (CVE-2024-34359).',
    advice: 'Refuse the file, or load it with a chat template of your own.',
  },
  'gguf/nested-array': {
    severity: 'low',
    cwe: 'CWE-674',
    risk: 'Loaders that recurse exhaust their stack; ggml refuses what others read.',
    advice: 'Convert the model again; no converter writes nested arrays.',
  },
  'gguf/tensor-name-length': {
    severity: 'low',
    cwe: 'CWE-120',
    risk: 'Loaders copy names into 64 bytes: they refuse the file, cut the name, or write past its end.',
    advice: 'Convert the model with shorter names.',
  },
  'gguf/removed-type': {
    severity: 'low',
    cwe: 'CWE-436',
    risk: 'Current loaders refuse a type that older ones read.',
    advice: 'Quantise the model again from its original.',
  },
  'gguf/padding': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'Bytes that every loader steps over can carry anything.',
    advice: 'Find out which tool wrote the file, or convert the model again.',
  },
  'gguf/trailing-data': {
    severity: 'medium',
    cwe: 'CWE-506',
    risk: 'Bytes after the last tensor are never loaded; they can be another file.',
    advice: 'Find out why they are there; convert the model again.',
  },
  'gguf/adapter-shape': {
    severity: 'medium',
    cwe: 'CWE-1284',
    risk: 'Loaders that trust the first matrix read past the second.',
    advice: 'Convert the adapter again.',
  },
  'gguf/big-endian': {
    severity: 'info',
    cwe: 'CWE-198',
    risk: 'None; most loaders refuse the file.',
    advice: 'Use the little-endian file on common machines.',
  },
  'gguf/split': {
    severity: 'info',
    cwe: 'CWE-353',
    risk: 'The other files of the set are not covered by the digest of this one.',
    advice: 'Register all files of the set together.',
  },
} as const satisfies FindingRules;
