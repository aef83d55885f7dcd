import { FormatReader } from '../reader/FormatReader';
import { MAGIC, readTorchLegacy } from './readTorchLegacy';

/** `torch.save` before 1.6 (torch/serialization.py, `_legacy_save`). */
export const torchLegacyReader: FormatReader = {
  formats: ['pytorch-legacy'],
  detect: head =>
    MAGIC.every((byte, i) => head[i] === byte) ? 'pytorch-legacy' : undefined,
  read: readTorchLegacy,
};
