import { FindingRules } from './FindingRuleInfo';

export const SAFETENSORS_RULES = {
  'safetensors/declared-digest': {
    severity: 'high',
    cwe: 'CWE-354',
    risk: 'The weights are not those that the file declares: they were changed, or another file’s metadata lends them its name.',
    advice: 'Get the file from its publisher and compare digests.',
  },
  'safetensors/declared-digest-form': {
    severity: 'low',
    cwe: 'CWE-354',
    risk: 'A digest that no tool can compare only looks like a check.',
    advice: 'Write the metadata again with the training tool.',
  },
  'safetensors/lora-shape': {
    severity: 'medium',
    cwe: 'CWE-1284',
    risk: 'The two matrices of a layer do not multiply; loaders fail or leave the layer out.',
    advice: 'Save the adapter again with the training tool.',
  },
  'safetensors/lora-rank': {
    severity: 'low',
    cwe: 'CWE-345',
    risk: 'The metadata describes another adapter than the tensors are.',
    advice: 'Compare the file’s digest with the publisher’s.',
  },
  'safetensors/lora-alpha': {
    severity: 'low',
    cwe: 'CWE-345',
    risk: 'The adapter acts with another strength than is stated, or makes the weights infinite.',
    advice: 'Compare the file’s digest with the publisher’s.',
  },
  'safetensors/training-data': {
    severity: 'info',
    cwe: 'CWE-200',
    risk: 'Whoever gets the file learns local paths, captions and tags of the training data.',
    advice: 'Remove the keys before the file is published.',
  },
  'safetensors-index/shard-path': {
    severity: 'high',
    cwe: 'CWE-22',
    risk: 'A loader that follows the index reads files outside the model.',
    advice: 'Refuse the file; save the model again with the framework.',
  },
  'safetensors-index/shard-format': {
    severity: 'high',
    cwe: 'CWE-502',
    risk: 'A loader that goes by the name of a shard unpickles it, which runs code.',
    advice: 'Save the model again as safetensors.',
  },
  'peft-config/remote-code': {
    severity: 'high',
    cwe: 'CWE-829',
    risk: 'Loading the adapter downloads and runs code of its author.',
    advice: 'Read the code first, or load it with trust_remote_code off.',
  },
  'peft-config/imported-module': {
    severity: 'medium',
    cwe: 'CWE-470',
    risk: 'PEFT imports the module that the file names.',
    advice: 'Check that the module is what the adapter needs.',
  },
  'peft-config/local-path': {
    severity: 'info',
    cwe: 'CWE-200',
    risk: 'The file tells a folder of the machine it was trained on; the base model cannot be found by it.',
    advice: 'Name the base model by its public id.',
  },
} as const satisfies FindingRules;
