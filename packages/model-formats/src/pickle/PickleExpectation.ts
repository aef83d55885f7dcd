/** What kind of stream it is, which decides what is usual in it. */
export interface PickleExpectation {
  /** only the opcodes that PyTorch writes are usual */
  torch: boolean;
  /** classes of the archive's own code may be named */
  torchscript: boolean;
  member?: string;
  /** told each `module.name` that the stream imports, once */
  onImport?(path: string): void;
}
