import { AdapterFacts } from '../inspection/Inspection';

/** What the name of one tensor says of its part in an adapter. */
export interface LoraTensorName {
  /** the adapted module */
  module: string;
  /**
   * `down` has the rank as its first dimension, `up` as its second; `alpha` is
   * a scalar; `magnitude` makes a LoRA a DoRA; `other` has no rank
   */
  role: 'down' | 'up' | 'alpha' | 'magnitude' | 'other';
  type: 'lora' | 'loha' | 'lokr' | 'dora';
  convention: AdapterFacts['convention'];
}

type Shape = Omit<LoraTensorName, 'module'>;

const shape = (
  convention: Shape['convention'],
  role: Shape['role'],
  type: Shape['type'] = 'lora',
): Shape => ({ convention, role, type });

/** Ends of names by convention: sd-scripts and LyCORIS, PEFT, diffusers, llama.cpp. */
const ENDINGS: readonly [RegExp, Shape][] = [
  [/\.lora_down\.weight$/, shape('kohya', 'down')],
  [/\.lora_up\.weight$/, shape('kohya', 'up')],
  [/\.lora_mid\.weight$/, shape('kohya', 'other')],
  [/\.dora_scale$/, shape('kohya', 'magnitude', 'dora')],
  [/\.hada_w[12]_b$/, shape('kohya', 'down', 'loha')],
  [/\.hada_w[12]_a$/, shape('kohya', 'up', 'loha')],
  [/\.lokr_w[12]_b$/, shape('kohya', 'down', 'lokr')],
  [/\.lokr_w[12]_a$/, shape('kohya', 'up', 'lokr')],
  [/\.lokr_w[12]$/, shape('kohya', 'other', 'lokr')],
  [/\.alpha$/, shape('kohya', 'alpha')],
  [/\.lora_A(?:\.[^.]+)?\.weight$/, shape('peft', 'down')],
  [/\.lora_B(?:\.[^.]+)?\.weight$/, shape('peft', 'up')],
  [/\.lora_embedding_A(?:\.[^.]+)?$/, shape('peft', 'down')],
  [/\.lora_embedding_B(?:\.[^.]+)?$/, shape('peft', 'up')],
  [/\.lora_magnitude_vector(?:\.[^.]+)*$/, shape('peft', 'magnitude', 'dora')],
  [/\.lora(?:_linear_layer)?\.down\.weight$/, shape('peft', 'down')],
  [/\.lora(?:_linear_layer)?\.up\.weight$/, shape('peft', 'up')],
  [/\.lora_a$/, shape('gguf', 'down')],
  [/\.lora_b$/, shape('gguf', 'up')],
];

/** PEFT wraps the base model in its own modules. */
const PEFT_WRAPPER = /^base_model\.model\./;

/** `undefined` for a tensor that is no part of an adapter. */
export function loraTensorName(name: string): LoraTensorName | undefined {
  if (
    !name.includes('.lo') &&
    !name.includes('.hada_') &&
    !name.endsWith('.alpha') &&
    !name.endsWith('.dora_scale')
  ) {
    return undefined;
  }
  for (const [ending, found] of ENDINGS) {
    const match = ending.exec(name);
    if (match) {
      const module = name.slice(0, match.index).replace(PEFT_WRAPPER, '');
      return { module, ...found };
    }
  }
  return undefined;
}
