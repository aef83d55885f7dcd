import type { Tensor } from './tensorRequests';

/** Rows of a list that is fetched where it is looked at. */
export interface TensorRows {
  /** rows of the list as far as is known */
  count: number;
  /** the row, `undefined` while it is not there yet */
  rowAt: (index: number) => Tensor | undefined;
  /** says which rows are looked at, first and last included */
  look: (first: number, last: number) => void;
  /** a part could not be read; `retry` reads it again */
  error: Error | undefined;
  retry: () => void;
  /** more rows may follow that are not counted yet */
  hasMore: boolean;
  /** an answer is under way */
  loading: boolean;
}
