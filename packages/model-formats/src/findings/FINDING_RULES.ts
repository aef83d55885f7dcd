import { Severity } from '../inspection';

/** One entry of the catalogue of findings. @public */
export interface FindingRuleInfo {
  severity: Severity;
  /** weakness class */
  cwe: string;
  /** what somebody gains who put this into a file */
  risk: string;
  /** what to do about it */
  advice: string;
}

/**
 * Every rule that a built-in reader can report. `pickle/import` grades its
 * severity by module; the one given here is its default.
 * @public
 */
export const FINDING_RULES = {
  'inspection/findings-cut': {
    severity: 'low',
    cwe: 'CWE-770',
    risk: 'A flood of findings hides the one that matters.',
    advice: 'Ask the publisher for a file that is written by the framework.',
  },
  'inspection/metadata-cut': {
    severity: 'info',
    cwe: 'CWE-770',
    risk: 'None; the answer leaves entries out.',
    advice: 'Read the metadata with the framework if all of it is needed.',
  },
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
  'pickle/import': {
    severity: 'high',
    cwe: 'CWE-502',
    risk: 'Loading the file imports and calls code of the attacker’s choice.',
    advice: 'Do not load the file; ask for safetensors or a state_dict.',
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
  'zip/prefix-bytes': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The file is two things at once; tools disagree which one.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/trailing-bytes': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The file is two things at once; tools disagree which one.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/gap': {
    severity: 'medium',
    cwe: 'CWE-506',
    risk: 'Bytes that no member owns can carry anything.',
    advice: 'Save the file again with the framework.',
  },
  'zip/overlap': {
    severity: 'high',
    cwe: 'CWE-409',
    risk: 'Members that share bytes inflate without bound or hide each other.',
    advice: 'Refuse the file.',
  },
  'zip/header-mismatch': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Scanner and loader see different members (CVE-2025-1944).',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/flags': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Flags that tools treat differently hide members from scanners (CVE-2025-1945).',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/encrypted': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Scanners skip what claims to be encrypted, loaders do not (CVE-2025-1945).',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/method': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Content packed by another method cannot be scanned.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/unsafe-name': {
    severity: 'high',
    cwe: 'CWE-22',
    risk: 'A tool that unpacks the archive writes outside its directory.',
    advice: 'Refuse the file.',
  },
  'zip/duplicate-name': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Loaders take the first or the last of two members of one name.',
    advice: 'Refuse the file.',
  },
  'zip/crc-mismatch': {
    severity: 'medium',
    cwe: 'CWE-354',
    risk: 'The member is damaged or was changed; PyTorch loads it anyway.',
    advice: 'Compare the digest with the publisher’s.',
  },
  'zip/ratio': {
    severity: 'high',
    cwe: 'CWE-409',
    risk: 'A small file fills memory or disk when it is loaded.',
    advice: 'Refuse the file.',
  },
  'zip/unreadable-member': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The member could not be scanned; a more lenient loader may read it.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'archive/hidden-container': {
    severity: 'high',
    cwe: 'CWE-506',
    risk: 'Another archive or a program is carried inside the model.',
    advice: 'Find out why it is there before using the file.',
  },
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
  'lfs-pointer/not-the-model': {
    severity: 'high',
    cwe: 'CWE-345',
    risk: 'What is registered is the pointer, not the model.',
    advice: 'Run git lfs pull and register the file itself.',
  },
} as const satisfies Record<string, FindingRuleInfo>;

/** @public */
export type FindingRule = keyof typeof FINDING_RULES;
