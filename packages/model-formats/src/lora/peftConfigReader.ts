import { firstKeys } from '../json/firstKeys';
import { QUOTE } from '../json/JsonLexer';
import { FormatReader } from '../reader/FormatReader';
import { readPeftConfig } from './readPeftConfig';

/**
 * `adapter_config.json` of PEFT (peft, LoraConfig and its kin): what an
 * adapter is made for. The tensors stand in adapter_model.safetensors.
 */
export const peftConfigReader: FormatReader = {
  formats: ['peft-config'],
  detect(head, source) {
    const keys = firstKeys(head, source);
    return keys.get('peft_type') === QUOTE &&
      keys.has('base_model_name_or_path')
      ? 'peft-config'
      : undefined;
  },
  read: readPeftConfig,
};
