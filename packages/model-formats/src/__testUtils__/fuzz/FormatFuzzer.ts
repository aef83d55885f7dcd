import { Inspection } from '../../inspection/Inspection';

/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/** Structure-aware damage for one reader. */
export interface FormatFuzzer {
  /** reader under test, a folder of `src` */
  reader: string;
  /** small valid files that the mutations start from; called once */
  seeds(): Uint8Array[];
  /**
   * A damaged copy. Most of the damage must leave the outer frame whole
   * (lengths, offsets, directory, checksums put right again), so that the
   * reader gets to what lies behind it.
   */
  mutate(seed: Uint8Array, next: Random): Uint8Array;
  /** whether the reader came past the header of its format */
  passedHeader(inspection: Inspection): boolean;
}
