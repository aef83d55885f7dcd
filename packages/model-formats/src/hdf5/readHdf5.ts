import { scanKerasConfig } from '../kerasConfig/scanKerasConfig';
import { scanNested } from '../content/scanNested';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { tryDecodeUtf8 } from '../source/utf8';
import { Hdf5Walker } from './Hdf5Walker';
import { findSuperblock, readSuperblock } from './superblock';

/** Attributes of the root group that hold a serialised model. */
const CONFIGS = new Set(['model_config', 'training_config']);
const KERAS_VERSION = 'keras_version';

/**
 * An HDF5 file, alone or as `member` of an archive: what it takes from other
 * files, and the Keras model in its attributes. The values of datasets are
 * not read, so that the answer is never `clean`.
 */
export function readHdf5(
  source: ByteSource,
  context: InspectionContext,
  member?: string,
): void {
  context.unsupported();
  const base = findSuperblock(source) ?? 0;
  const location = (offset: number) => ({
    offset,
    ...(member !== undefined && { member }),
  });
  if (base > 0) {
    context.report(
      'hdf5/user-block',
      `${base} bytes stand before the HDF5 file`,
      location(0),
    );
    scanNested(
      source,
      0,
      base,
      {
        torch: false,
        torchscript: false,
        ...(member !== undefined && { member }),
      },
      context,
    );
  }
  const superblock = readSuperblock(source, base);
  if (member === undefined) {
    context.facts.formatVersion = String(superblock.version);
  }
  new Hdf5Walker(superblock, context, {
    location,
    wants: name => CONFIGS.has(name) || name === KERAS_VERSION,
    rootText(name, text) {
      if (name === KERAS_VERSION) {
        const version = (tryDecodeUtf8(text) ?? '').replace(/\0+$/, '');
        context.facts.producer = { name: 'keras', version };
      } else {
        scanKerasConfig(text, { source: name, member }, context);
      }
    },
  }).walk();
}
