import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** An entity that declares all that a registration asks for, and one file. */
export function anEntity(
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): Wire['EntityDocument'] {
  return {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: { name: 'lora', title: 'LoRA adapter', ...metadata },
    spec: {
      type: 'adapter',
      lifecycle: 'production',
      owner: 'group:default/imaging',
      system: 'system:default/studio',
      version: '1.0.0',
      framework: 'pytorch',
      task: 'text-to-image',
      license: 'Apache-2.0',
      intendedUse: 'Portraits in the style of the house',
      inputs: [{ name: 'x', dtype: 'float32', shape: [1, 'N'] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [1, 2] }],
      artifacts: [{ path: 'lora.safetensors' }],
      ...spec,
    },
  };
}
