import { AdapterFacts } from '../inspection/Inspection';
import { layerFacts, statedNumber } from '../lora/layerFacts';
import { LoraLayers } from '../lora/LoraLayers';
import { loraTensorName } from '../lora/loraTensor';
import { InspectionContext } from '../reader/InspectionContext';
import { GgufTensor } from './readTensorInfos';

const ADAPTER_KEYS =
  /^(?:general\.type|adapter\.|general\.base_model\.0\.(?:name|repo_url)$)/;

/** Whether `ggufAdapter` wants the value of this key. */
export function isAdapterKey(key: string): boolean {
  return ADAPTER_KEYS.test(key);
}

/**
 * Facts of a GGUF file of general.type `adapter` (gguf.md, Adapters; llama.cpp
 * convert_lora_to_gguf.py): pairs `<tensor>.lora_a` and `<tensor>.lora_b`.
 */
export function ggufAdapter(
  keys: ReadonlyMap<string, string>,
  tensors: readonly GgufTensor[],
  context: InspectionContext,
): AdapterFacts | undefined {
  if (keys.get('general.type') !== 'adapter') {
    return undefined;
  }
  const layers = new LoraLayers();
  for (const { name, shape } of tensors) {
    const part = loraTensorName(name);
    if (part?.convention === 'gguf') {
      layers.add(part, [...shape].reverse());
    }
  }
  for (const { module, down, up } of layers.mismatches()) {
    context.report(
      'gguf/adapter-shape',
      `the two matrices of ${module} have the ranks ${down ?? 'none'} and ${
        up ?? 'none'
      }`,
    );
  }
  return {
    convention: 'gguf',
    type: keys.get('adapter.type') ?? 'lora',
    baseModel:
      keys.get('general.base_model.0.name') ??
      keys.get('general.base_model.0.repo_url') ??
      null,
    ...layerFacts(layers, context.limits.values),
    alpha: statedNumber(keys.get('adapter.lora.alpha')),
  };
}
