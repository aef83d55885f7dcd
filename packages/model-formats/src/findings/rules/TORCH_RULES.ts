import { FindingRules } from '../FindingRuleInfo';

export const TORCH_RULES = {
  'torch/several-roots': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Members outside the first directory are seen by some loaders only.',
    advice: 'Refuse the file; save it again with PyTorch.',
  },
  'torch/version': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Loaders guess how the archive is to be read.',
    advice: 'Save the file again with PyTorch.',
  },
  'torch/packed-storage': {
    severity: 'medium',
    cwe: 'CWE-409',
    risk: 'Storages that inflate need more memory than the file shows.',
    advice: 'Save the file again with PyTorch.',
  },
  'torch/unexpected-member': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'Members that no loader asks for can carry anything.',
    advice: 'Find out which tool wrote the member.',
  },
  'torch/unused-storage': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'A storage that no tensor uses can carry anything.',
    advice: 'Save the file again with PyTorch.',
  },
  'torch/missing-storage': {
    severity: 'medium',
    cwe: 'CWE-20',
    risk: 'The model cannot be loaded completely.',
    advice: 'Fetch the file again; save it again with PyTorch.',
  },
  'torch/tensor': {
    severity: 'medium',
    cwe: 'CWE-20',
    risk: 'A tensor is put together in a way that was not checked.',
    advice: 'Save the file again with PyTorch.',
  },
  'torch/tensor-range': {
    severity: 'high',
    cwe: 'CWE-125',
    risk: 'A tensor reads memory outside its storage (CVE-2026-24747 class).',
    advice: 'Do not load the file.',
  },
} as const satisfies FindingRules;
