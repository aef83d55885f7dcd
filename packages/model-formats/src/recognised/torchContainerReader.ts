import { FormatReader } from '../reader/FormatReader';

const RAW_MAGIC = 'PYTORCH1';
/** FlatBuffers identifier of mobile modules, behind the root offset. */
const MOBILE_ID = 'PTMF';
const MOBILE_ID_AT = 4;

/** Containers of TorchScript that PyTorch has left, or that are only for mobile. */
export const torchContainerReader: FormatReader = {
  formats: ['torchscript'],
  detect: head =>
    has(head, RAW_MAGIC, 0) || isMobile(head) ? 'torchscript' : undefined,
  read(source, context) {
    context.unsupported();
    const head = source.read(0, Math.min(source.size, RAW_MAGIC.length));
    context.report(
      'torch/old-layout',
      isMobile(head)
        ? 'a mobile module as a flatbuffer, which is not read'
        : 'the raw container “PYTORCH1”, which is not read',
      { offset: 0 },
    );
  },
};

function isMobile(head: Uint8Array): boolean {
  return has(head, MOBILE_ID, MOBILE_ID_AT);
}

function has(head: Uint8Array, magic: string, at: number): boolean {
  return String.fromCharCode(...head.subarray(at, at + magic.length)) === magic;
}
