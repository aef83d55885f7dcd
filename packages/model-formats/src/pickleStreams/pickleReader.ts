import { FormatReader } from '../reader/FormatReader';
import { isPickle } from './isPickle';
import { scanPickles } from './scanPickles';

/** Python pickle streams without a container (Lib/pickle.py, protocols 0…5). */
export const pickleReader: FormatReader = {
  formats: ['pickle'],
  detect: (_, source) => (isPickle(source) ? 'pickle' : undefined),
  read: (source, context) => scanPickles(source, 0, context),
};
