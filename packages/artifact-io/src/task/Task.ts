import type { Inspection, ModelFormat } from '@ml-models/model-formats';

/** What one worker does with one open file, in this order. */
export interface TaskRequest {
  /** descriptor of this process; threads share them */
  fd: number;
  /** bytes */
  size: number;
  digest?: DigestRequest;
  inspect?: InspectRequest;
}

export interface DigestRequest {
  sha256: boolean;
  leaves: boolean;
  /** a core is free for reading beside the one that hashes */
  overlap?: boolean;
}

export interface InspectRequest {
  tensors: boolean;
  structure?: boolean;
  fileName?: string;
  readers?: readonly ReaderEntry[];
}

/** A reader of another package, for what the built-in ones leave `unsupported`. @public */
export interface ReaderEntry {
  /** for messages */
  name: string;
  /** absolute path of a script that exports `reader`, a `FormatReader`; loaded where the file is read */
  entry: string;
}

export interface DigestResult {
  sha256?: string;
  merkleRoot?: string;
  chunkSize?: number;
  leaves?: string[];
}

/** @public */
export type TaskStep = 'hash' | 'inspect';

/** From the worker; results come one by one, so that a later death loses none. */
export type TaskMessage =
  | { type: 'progress'; step: TaskStep; bytes: number }
  | { type: 'digest'; result: DigestResult }
  /** known before the structure is read, and all there is if that dies */
  | { type: 'format'; format: ModelFormat }
  | { type: 'inspection'; inspection: Inspection }
  | { type: 'done' }
  /** the descriptor could not be read to its end */
  | { type: 'unreadable'; message: string };
