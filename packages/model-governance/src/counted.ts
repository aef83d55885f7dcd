/** `1 file`, `2 files`, as part of a sentence of ours. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
