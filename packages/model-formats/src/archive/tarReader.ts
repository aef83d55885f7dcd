import { FormatReader } from '../reader/FormatReader';
import { readTar } from './readTar';
import { isTar, MEMBER_NAME, tarText } from './tarHeader';

/** Members of `torch.save` in 0.1.1 (torch/serialization.py, `legacy_load`). */
const TORCH_MEMBER = /^(\.\/)?(sys_info|pickle|tensors|storages)$/;

/** A tar archive, and PyTorch's first container, which is one. */
export const tarReader: FormatReader = {
  formats: ['pytorch-legacy', 'tar'],
  detect(head) {
    if (!isTar(head)) {
      return undefined;
    }
    return TORCH_MEMBER.test(tarText(head, MEMBER_NAME))
      ? 'pytorch-legacy'
      : 'tar';
  },
  read: readTar,
};
