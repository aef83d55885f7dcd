import { ModelFormat } from '../inspection';
import { detectProtobuf } from '../protobuf/detectProtobuf';
import { FormatReader } from '../reader/FormatReader';

interface Signature {
  format: ModelFormat;
  offset: number;
  bytes: string;
}

/** Magic numbers of formats that are recognised only. */
const SIGNATURES: readonly Signature[] = [
  // GGML's magics are 32-bit numbers, so on disk they stand reversed.
  { format: 'ggml', offset: 0, bytes: 'lmgg' },
  { format: 'ggml', offset: 0, bytes: 'fmgg' },
  { format: 'ggml', offset: 0, bytes: 'tjgg' },
  { format: 'ggml', offset: 0, bytes: 'algg' },
  // FlatBuffers identifiers follow the root offset.
  { format: 'ort', offset: 4, bytes: 'ORTM' },
  { format: 'executorch', offset: 4, bytes: 'ET12' },
];

const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** A user block may come first; the superblock is searched at powers of two. */
const HDF5_OFFSETS = [0, 512, 1024, 2048];

/** Formats told by their signature and not read yet: `unsupported`. */
export const signatureReader: FormatReader = {
  formats: ['ggml', 'ort', 'executorch', 'hdf5'],
  detect(head) {
    const found = SIGNATURES.find(({ offset, bytes }) =>
      [...bytes].every(
        (character, i) => head[offset + i] === character.charCodeAt(0),
      ),
    );
    if (found) {
      return found.format;
    }
    return HDF5_OFFSETS.some(offset =>
      HDF5_SIGNATURE.every((byte, i) => head[offset + i] === byte),
    )
      ? 'hdf5'
      : undefined;
  },
  read: (_, context) => context.unsupported(),
};

/** CoreML and SavedModel, told from ONNX by their fields: `unsupported`. */
export const protobufSignatureReader: FormatReader = {
  formats: ['coreml', 'savedmodel'],
  detect(_, source) {
    const format = detectProtobuf(source);
    return format === 'onnx' ? undefined : format;
  },
  read: (_, context) => context.unsupported(),
};
