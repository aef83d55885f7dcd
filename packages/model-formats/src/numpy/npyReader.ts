import { isNpy } from '../npy/NpyHeader';
import { FormatReader } from '../reader/FormatReader';
import { readNpy } from './readNpy';

/** One NumPy array (numpy/lib/format.py). */
export const npyReader: FormatReader = {
  formats: ['npy'],
  detect: head => (isNpy(head) ? 'npy' : undefined),
  read: readNpy,
};
