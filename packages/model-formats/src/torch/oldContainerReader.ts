import { FormatReader } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, subSource } from '../source/ByteSource';
import { scanContent } from '../wrapped/scanContent';

const RAW_MAGIC = 'PYTORCH1';
/** FlatBuffers identifier of mobile modules, behind the root offset. */
const MOBILE_ID = 'PTMF';
const MOBILE_ID_AT = 4;
/** POSIX.1-1988 (ustar) header block. */
const BLOCK = 512;
const USTAR_AT = 257;
const SIZE_AT = 124;
const SIZE_BYTES = 12;
const NAME_BYTES = 100;
/** Members of `torch.save` in 0.1.1 (torch/serialization.py, `legacy_load`). */
const TORCH_TAR = /^(\.\/)?(sys_info|pickle|tensors|storages)$/;

/** Containers that PyTorch has left, or that are only for mobile: recognised. */
export const oldContainerReader: FormatReader = {
  formats: ['torchscript', 'pytorch-legacy', 'tar'],
  detect(head) {
    if (has(head, RAW_MAGIC, 0) || has(head, MOBILE_ID, MOBILE_ID_AT)) {
      return 'torchscript';
    }
    if (!has(head, 'ustar', USTAR_AT)) {
      return undefined;
    }
    return TORCH_TAR.test(text(head, 0, NAME_BYTES)) ? 'pytorch-legacy' : 'tar';
  },
  read(source, context) {
    context.unsupported();
    const mobile = source.size >= 8 && source.read(MOBILE_ID_AT, 4)[0] === 0x50;
    if (context.format !== 'torchscript') {
      report(context, 'a tar archive: its members were scanned, not read');
      readTar(source, context);
    } else if (mobile) {
      report(context, 'a mobile module as a flatbuffer, which is not read');
    } else {
      report(context, 'the raw container “PYTORCH1”, which is not read');
    }
  },
};

function report(context: InspectionContext, message: string): void {
  context.report('torch/old-layout', message, { offset: 0 });
}

function readTar(source: ByteSource, context: InspectionContext): void {
  let at = 0;
  for (let members = 0; at + BLOCK <= source.size; members++) {
    context.assertLimit('archiveEntries', members, at);
    const header = new Uint8Array(source.read(at, BLOCK));
    const size = parseInt(text(header, SIZE_AT, SIZE_BYTES).trim(), 8);
    const dataAt = at + BLOCK;
    if (Number.isNaN(size) || dataAt + size > source.size) {
      return;
    }
    const member = text(header, 0, NAME_BYTES);
    scanContent(
      subSource(source, dataAt, size),
      { offset: 0, member },
      context,
    );
    at = dataAt + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function has(head: Uint8Array, magic: string, at: number): boolean {
  return text(head, at, magic.length) === magic;
}

/** Up to the first zero byte. */
function text(bytes: Uint8Array, at: number, length: number): string {
  const part = bytes.subarray(at, at + length);
  const end = part.indexOf(0);
  return String.fromCharCode(...(end < 0 ? part : part.subarray(0, end)));
}
