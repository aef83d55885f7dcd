/** Stands for what a model does not have. */
export const NONE = 0;

/** One small number for each different text of a column, so that counting is adding to an array. */
export class Codes {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [''];

  /** How many codes there are, `NONE` included. */
  get size(): number {
    return this.#texts.length;
  }

  of(text: string | null): number {
    if (text === null) {
      return NONE;
    }
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#texts.push(text) - 1;
      this.#codes.set(text, code);
    }
    return code;
  }

  /** Of a text that a caller asks for, which need not be there. */
  find(text: string): number | undefined {
    return this.#codes.get(text);
  }

  text(code: number): string {
    return this.#texts[code];
  }
}
