import { FormatReader } from '../reader/FormatReader';
import { readHdf5 } from './readHdf5';
import { findSuperblock } from './superblock';

/** HDF5, with or without a Keras model in it: `unsupported`. */
export const hdf5Reader: FormatReader = {
  formats: ['hdf5'],
  detect: (_, source) =>
    findSuperblock(source) === undefined ? undefined : 'hdf5',
  read: (source, context) => readHdf5(source, context),
};
