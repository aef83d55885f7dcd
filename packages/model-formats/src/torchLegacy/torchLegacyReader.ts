import { FormatReader } from '../reader/FormatReader';
import { beginsLegacy } from './legacyMagic';
import { readTorchLegacy } from './readTorchLegacy';

/** `torch.save` before 1.6 (torch/serialization.py, `_legacy_save`). */
export const torchLegacyReader: FormatReader = {
  formats: ['pytorch-legacy'],
  detect: head => (beginsLegacy(head) ? 'pytorch-legacy' : undefined),
  read: readTorchLegacy,
};
