/**
 * A reader for a format that the built-in ones do not scan, named by the script that brings it. The script is loaded
 * and run only in the thread that reads a file, under the time and memory that are allowed there: a reader that loops
 * or eats memory makes its file `failed`, it does not stop the backend. It is asked only for files that the built-in
 * readers leave `unsupported`, in order of registration.
 * @public
 */
export interface FormatReaderEntry {
  /** short and stable; names the reader in messages */
  readonly name: string;
  /**
   * absolute path of a script that `require` takes, as `require.resolve` gives it; exports `reader`, a `FormatReader`
   * of `@ml-models/model-formats`
   */
  readonly entry: string;
}
