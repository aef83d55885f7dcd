import { FindingRules } from './FindingRuleInfo';

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
  'torch/storage-conflict': {
    severity: 'medium',
    cwe: 'CWE-843',
    risk: 'Loaders that believe another of the stated sizes read past the storage (CVE-2026-24747 class).',
    advice: 'Do not load the file; save it again with PyTorch.',
  },
  'torch/byteorder': {
    severity: 'medium',
    cwe: 'CWE-436',
    risk: 'Loaders read the numbers of the model in different orders.',
    advice: 'Save the file again with PyTorch.',
  },
  'torch/old-layout': {
    severity: 'info',
    cwe: 'CWE-1104',
    risk: 'None by itself; the model in it was not read, so nothing is said of it.',
    advice: 'Load it with the PyTorch it was written by and save it again.',
  },
  'torch/server-code': {
    severity: 'high',
    cwe: 'CWE-94',
    risk: 'The model server imports and runs this code as itself.',
    advice: 'Read the code before the archive is served.',
  },
  'torch/file-operator': {
    severity: 'high',
    cwe: 'CWE-73',
    risk: 'The model reads or writes files, or talks to other machines, when it is called; critical where it does while it is loaded (CVE-2025-32434 class).',
    advice: 'Do not load the model; ask for one that only computes.',
  },
  'torch/custom-operator': {
    severity: 'low',
    cwe: 'CWE-829',
    risk: 'The operator’s native code comes from a library that nobody has looked at here; info where the PyTorch project ships it.',
    advice: 'Check where the operator’s library comes from.',
  },
  'torch/native-class': {
    severity: 'low',
    cwe: 'CWE-829',
    risk: 'Objects of the class are made, by native code of a library, while the model is loaded; info where the PyTorch project ships it.',
    advice: 'Check where the library of the class comes from.',
  },
  'torch/renamed-operator': {
    severity: 'high',
    cwe: 'CWE-506',
    risk: 'An operator under another name is not seen by whoever looks for its own.',
    advice: 'Do not load the model; no exporter writes it.',
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
