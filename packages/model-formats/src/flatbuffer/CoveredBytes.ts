/** Ranges kept; above, they are joined. */
const CAPACITY = 1 << 16;
const FIRST_CAPACITY = 1 << 11;
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
  private starts = new Float64Array(FIRST_CAPACITY);
  private ends = new Float64Array(FIRST_CAPACITY);
  /** ranges in the arrays, without the last */
  private count = 0;
  /** The last range, which mostly the next one joins. */
  private start = 0;
  private stop = 0;
  private empty = true;
  private joined = true;
  /** more holes than are kept: what lies in them is not known any more */
  private overflowed = false;

  add(start: number, end: number): void {
    if (
      !this.empty &&
      start <= this.stop + PADDING &&
      end >= this.start - PADDING
    ) {
      if (start < this.start) {
        this.start = start;
      }
      if (end > this.stop) {
        this.stop = end;
      }
      return;
    }
    this.keepLast();
    this.start = start;
    this.stop = end;
    this.empty = false;
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

  private keepLast(): void {
    if (this.empty) {
      return;
    }
    this.starts[this.count] = this.start;
    this.ends[this.count] = this.stop;
    this.count += 1;
    this.empty = true;
    this.joined = false;
    if (this.count === this.starts.length) {
      this.makeRoom();
    }
  }

  private makeRoom(): void {
    this.join();
    if (this.count <= this.starts.length / 2) {
      return;
    }
    if (this.starts.length < CAPACITY) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
      return;
    }
    this.overflowed = true;
    this.ends[0] = this.ends[this.count - 1];
    this.count = 1;
  }

  private join(): void {
    this.keepLast();
    if (this.joined) {
      return;
    }
    const { starts, ends, count } = this;
    const order = Uint32Array.from({ length: count }, (_, i) => i).sort(
      (a, b) => starts[a] - starts[b],
    );
    const from = starts.slice(0, count);
    const to = ends.slice(0, count);
    let kept = 0;
    for (const i of order) {
      if (kept > 0 && from[i] <= ends[kept - 1] + PADDING) {
        ends[kept - 1] = Math.max(ends[kept - 1], to[i]);
      } else {
        starts[kept] = from[i];
        ends[kept] = to[i];
        kept += 1;
      }
    }
    this.count = kept;
    this.joined = true;
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
