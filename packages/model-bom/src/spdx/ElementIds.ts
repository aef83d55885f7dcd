import { MAX_ID_LENGTH } from '../limits';

/**
 * Gives the elements of one document ids of the form
 * `SPDXRef-[A-Za-z0-9.-]+` (SPDX 2.3 §3.2) that no two share.
 */
export class ElementIds {
  readonly #taken = new Set<string>(['SPDXRef-DOCUMENT']);

  /** `SPDXRef-<parts joined by ->`, every other character written as `-`. */
  next(...parts: (string | undefined)[]): string {
    const wanted = parts
      .map(part => escape(part ?? ''))
      .filter(part => part !== '')
      .join('-')
      .slice(0, MAX_ID_LENGTH);
    let id = `SPDXRef-${wanted}`;
    for (let n = 2; this.#taken.has(id); n++) {
      id = `SPDXRef-${wanted}-${n}`;
    }
    this.#taken.add(id);
    return id;
  }
}

/** Letters, digits, `.` and `-` as they are, runs of anything else as one `-`. */
export function escape(text: string): string {
  return text
    .slice(0, MAX_ID_LENGTH)
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
