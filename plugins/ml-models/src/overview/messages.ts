/** Texts of the overview. */
export const overviewMessages = {
  card: {
    title: 'Model card',
    completeness: '{{share}} complete',
    missing: 'Not in the card: {{fields}}',
    none: 'There is no model card',
    noneDescription:
      'A card says what the model is for and where it fails. Add one:',
  },
  glance: {
    title: 'At a glance',
    owner: 'Owner',
    system: 'System',
    license: 'Licence',
    task: 'Task',
    framework: 'Framework',
    format: 'Format',
    size: 'Size',
    parameters: 'Parameters',
    digest: 'Digest',
    dtypes: 'Tensor types',
    baseModel: 'Base model',
    adapts: 'Adapter of',
    adapters: 'Adapters',
    derived: 'Derived models',
    datasets: 'Trained on',
    servedBy: 'Served by',
  },
  signature: {
    title: 'Inputs and outputs',
    inputs: 'Inputs',
    outputs: 'Outputs',
    notInFile: 'The file does not state them.',
    notDeclared: 'Not declared.',
    otherVersion:
      'What is declared now is about another version than this one.',
    agrees: 'agrees with the declaration',
    forward: 'forward',
    call: 'How to call it',
  },
} as const;
