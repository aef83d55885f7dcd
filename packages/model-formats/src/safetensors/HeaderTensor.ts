/** One tensor of a header; positions count from the start of the data. */
export interface HeaderTensor {
  name: string;
  dtype: string;
  shape: number[];
  begin: number;
  end: number;
}
