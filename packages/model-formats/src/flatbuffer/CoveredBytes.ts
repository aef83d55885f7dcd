/** Ranges kept before they are joined. */
const CAPACITY = 1 << 16;
/** Alignment leaves holes up to this; FlatBuffers aligns to 32 at the most. */
const PADDING = 64;

/** A hole between ranges, in bytes from the start. */
export interface Hole {
  start: number;
  end: number;
}

/**
 * Which bytes belong to something, as a set of ranges. Ranges that touch or
 * are no further apart than alignment puts them are joined, so that the set of
 * a sound file stays small however many are added.
 */
export class CoveredBytes {
  private starts = new Float64Array(CAPACITY);
  private ends = new Float64Array(CAPACITY);
  private count = 0;
  /** more holes than are kept: what lies in them is not known any more */
  private overflowed = false;

  add(start: number, end: number): void {
    const last = this.count - 1;
    if (
      last >= 0 &&
      start <= this.ends[last] + PADDING &&
      end >= this.starts[last] - PADDING
    ) {
      this.starts[last] = Math.min(this.starts[last], start);
      this.ends[last] = Math.max(this.ends[last], end);
      return;
    }
    if (this.count === CAPACITY) {
      this.join();
      if (this.count > CAPACITY / 2) {
        this.overflowed = true;
        this.ends[0] = this.ends[this.count - 1];
        this.count = 1;
      }
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
  }

  /** First byte after everything. */
  get end(): number {
    this.join();
    return this.ends[this.count - 1];
  }

  /**
   * Holes larger than padding below `size`, in order; `undefined` when there
   * are too many of them to tell.
   */
  holes(size: number): Hole[] | undefined {
    if (this.overflowed) {
      return undefined;
    }
    this.join();
    const holes: Hole[] = [];
    for (let i = 0; i < this.count; i++) {
      const end = i + 1 < this.count ? this.starts[i + 1] : size;
      if (end - this.ends[i] > PADDING) {
        holes.push({ start: this.ends[i], end });
      }
    }
    return holes;
  }

  private join(): void {
    const { starts, ends, count } = this;
    const order = Array.from({ length: count }, (_, i) => i).sort(
      (a, b) => starts[a] - starts[b],
    );
    const joinedStarts = new Float64Array(CAPACITY);
    const joinedEnds = new Float64Array(CAPACITY);
    let kept = 0;
    for (const i of order) {
      if (kept > 0 && starts[i] <= joinedEnds[kept - 1] + PADDING) {
        joinedEnds[kept - 1] = Math.max(joinedEnds[kept - 1], ends[i]);
      } else {
        joinedStarts[kept] = starts[i];
        joinedEnds[kept] = ends[i];
        kept += 1;
      }
    }
    this.starts = joinedStarts;
    this.ends = joinedEnds;
    this.count = kept;
  }
}
