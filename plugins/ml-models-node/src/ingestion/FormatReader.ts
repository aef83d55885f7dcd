import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ProviderOptions } from './ArtifactSource';

/** Random access to one open file. @public */
export interface FormatReaderInput {
  /** relative name inside the version; formats are decided by content, not by it */
  path: string;
  /** bytes */
  size: number;
  /** Exactly `length` bytes from `offset`; rejects when the file is shorter. At most 1 MiB at once. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * A reader for a format that the built-in ones do not scan. It is asked only for files that those leave
 * `unsupported`, in order of registration. It runs in the backend's own thread: it reads by position and
 * little at a time.
 * @public
 */
export interface FormatReader {
  /** short and stable; names the reader in logs and metrics */
  readonly name: string;
  /** `undefined` when the bytes are not of this reader's format */
  read(
    input: FormatReaderInput,
    options: ProviderOptions,
  ): Promise<Wire['Inspection'] | undefined>;
}
