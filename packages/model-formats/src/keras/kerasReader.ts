import { FormatReader } from '../reader/FormatReader';
import { ByteSource } from '../source/ByteSource';
import { isZip } from '../zip/isZip';
import { memberNames } from '../zip/memberNames';
import { CONFIG, METADATA, readKeras } from './readKeras';

/** Keras 3 archives (keras/src/saving/saving_lib.py): `unsupported`. */
export const kerasReader: FormatReader = {
  formats: ['keras'],
  detect: (head, source) =>
    isZip(head) && isKeras(source) ? 'keras' : undefined,
  read: readKeras,
};

/** The same behind other bytes: loaders look from the end. */
export const prefixedKerasReader: FormatReader = {
  formats: ['keras'],
  detect: (_, source) => (isKeras(source) ? 'keras' : undefined),
  read: readKeras,
};

function isKeras(source: ByteSource): boolean {
  const names = memberNames(source);
  return (
    names !== undefined &&
    names.includes(CONFIG) &&
    names.includes(METADATA) &&
    !names.some(name => /(^|\/)data\.pkl$/.test(name))
  );
}
