/** Where a command writes: answers to one side, everything else to the other. */
export interface Output {
  /** standard output; resolves when more may be written */
  answer(text: string): Promise<void>;
  /** standard error, one line */
  message(text: string): void;
  /** standard error, replaces the last progress; nothing where nobody looks */
  progress(text: string): void;
}
