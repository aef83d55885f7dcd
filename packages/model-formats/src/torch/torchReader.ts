import { ModelFormat } from '../inspection/Inspection';
import { FormatReader } from '../reader/FormatReader';
import { isZip } from '../zip/isZip';
import { archiveKind } from '../archive/archiveKind';
import { readTorchArchive } from './readTorchArchive';

/** Members that PyTorch puts first, to know an archive whose end is cut off. */
const FIRST_MEMBER =
  /^[^/]+\/(data\.pkl|data\/\d+|constants\.pkl|constants\/\d+|version|byteorder|extra\/.+|code\/.+|\.data\/.+|\.format_version)/;
const LOCAL_NAME_LENGTH = 26;
const LOCAL_NAME = 30;

/** TorchScript and state_dict archives. */
export const torchReader: FormatReader = {
  formats: ['torchscript', 'pytorch'],
  detect(head, source) {
    return isZip(head)
      ? torchFormat(archiveKind(source)) ?? firstMemberFormat(head)
      : undefined;
  },
  read: readTorchArchive,
};

/** The same behind bytes that are no archive: loaders look from the end. */
export const prefixedTorchReader: FormatReader = {
  formats: ['torchscript', 'pytorch'],
  detect: (_, source) => torchFormat(archiveKind(source)),
  read: readTorchArchive,
};

function torchFormat(kind: ModelFormat | undefined): ModelFormat | undefined {
  return kind === 'torchscript' || kind === 'pytorch' ? kind : undefined;
}

function firstMemberFormat(head: Uint8Array): ModelFormat | undefined {
  const length = head[LOCAL_NAME_LENGTH] | (head[LOCAL_NAME_LENGTH + 1] << 8);
  const name = String.fromCharCode(
    ...head.subarray(LOCAL_NAME, LOCAL_NAME + Math.min(length, 512)),
  );
  return FIRST_MEMBER.test(name) ? 'pytorch' : undefined;
}
