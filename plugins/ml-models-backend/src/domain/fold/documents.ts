import { erasedFault, withFaults } from '../faults';
import type { Folds } from './Fold';

export const documentFolds: Folds<'DocumentErased'> = {
  DocumentErased: (state, { data, recordedAt }) =>
    withFaults(
      state,
      new Map([
        [
          data.document,
          erasedFault({
            at: data.erased_at ?? recordedAt,
            reason: data.reason,
          }),
        ],
      ]),
    ),
};
