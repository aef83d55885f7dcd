import { firstKeys } from '../json/firstKeys';
import { OPEN_OBJECT } from '../json/JsonLexer';
import { FormatReader } from '../reader/FormatReader';
import { readIndex, WEIGHT_MAP } from './readIndex';

/**
 * The index of a model in several safetensors files,
 * `model.safetensors.index.json` (huggingface_hub, serialization): which file
 * holds which tensor. None of them is opened.
 */
export const indexReader: FormatReader = {
  formats: ['safetensors-index'],
  detect(head, source) {
    const keys = firstKeys(head, source);
    return keys.get(WEIGHT_MAP) === OPEN_OBJECT &&
      [...keys.keys()].every(key => key === WEIGHT_MAP || key === 'metadata')
      ? 'safetensors-index'
      : undefined;
  },
  read: readIndex,
};
