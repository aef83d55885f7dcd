import { ABSENCE_MS } from '../limits';

/**
 * Believes that something is gone only after two looks that lie apart: moving a catalog file deletes and
 * re-creates its entity, and a starting catalog is empty at first.
 */
export class AbsenceWatch {
  private readonly since = new Map<string, number>();

  /** @param present what a complete look showed */
  look(
    known: Iterable<string>,
    present: { has(ref: string): boolean },
    now: Date,
  ): string[] {
    const gone: string[] = [];
    const refs = new Set(known);
    for (const ref of this.since.keys()) {
      if (!refs.has(ref)) {
        this.since.delete(ref);
      }
    }
    for (const ref of refs) {
      if (present.has(ref)) {
        this.since.delete(ref);
        continue;
      }
      const first = this.since.get(ref) ?? now.getTime();
      this.since.set(ref, first);
      if (now.getTime() - first >= ABSENCE_MS) {
        gone.push(ref);
      }
    }
    return gone;
  }
}
