import { FormatError } from '../inspection/FormatError';

/** Tensors that follow each other without a gap. */
interface Run {
  /** the first of them */
  name: string;
  begin: number;
  end: number;
}

/**
 * Where tensors lie: no holes, no overlaps, nothing after the last one. Writers
 * put them into the header in the order of their bytes, so that all of them
 * are one run.
 */
export class Layout {
  private readonly runs: Run[] = [];
  private last: Run | undefined;

  /** Positions count from the start of the data. */
  add(name: string, begin: number, end: number): void {
    if (this.last?.end === begin) {
      this.last.end = end;
    } else {
      this.last = { name, begin, end };
      this.runs.push(this.last);
    }
  }

  /** Throws `MALFORMED` or `TRUNCATED`; to be called once, after all tensors. */
  check(dataStart: number, fileSize: number): void {
    let previous = 0;
    this.runs.sort((a, b) => a.begin - b.begin || a.end - b.end);
    for (const { name, begin, end } of this.runs) {
      if (begin !== previous) {
        throw new FormatError(
          'MALFORMED',
          `tensor “${name}” begins at ${begin}, ${
            begin < previous ? 'inside the one before it' : 'after a hole'
          } that ends at ${begin < previous ? previous : begin}`,
          { offset: dataStart + begin },
        );
      }
      previous = end;
    }
    const size = fileSize - dataStart;
    if (previous > size) {
      throw new FormatError(
        'TRUNCATED',
        `the tensors need ${previous} bytes, the file has ${size}`,
        { offset: fileSize },
      );
    }
    if (previous < size) {
      throw new FormatError(
        'MALFORMED',
        `${size - previous} bytes follow the last tensor`,
        { offset: dataStart + previous },
      );
    }
  }
}
