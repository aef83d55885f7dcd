import type { TextLimits } from '../limits';
import type { TextErrorCode } from '../TextError';

/** Says no, with the place of an offset. */
export type Refuse = (
  code: TextErrorCode,
  message: string,
  offset: number,
) => never;

/** What is left of the limits of one text. Each method throws `TextError` when one is passed. */
export class Budget {
  private nodes = 0;
  private characters = 0;
  private aliases = 0;

  constructor(private readonly limits: TextLimits, readonly refuse: Refuse) {}

  /** Values, and UTF-16 units of scalars and keys. */
  spend(nodes: number, characters: number, offset: number): void {
    this.nodes += nodes;
    this.characters += characters;
    if (this.nodes > this.limits.nodes) {
      this.over('TOO_MANY_NODES', this.limits.nodes, 'values', offset);
    }
    if (this.characters > this.limits.characters) {
      this.over('TOO_LARGE', this.limits.characters, 'characters', offset);
    }
  }

  alias(offset: number): void {
    this.aliases += 1;
    if (this.aliases > this.limits.aliases) {
      this.over('TOO_MANY_ALIASES', this.limits.aliases, 'aliases', offset);
    }
  }

  depth(levels: number, offset: number): void {
    if (levels > this.limits.depth) {
      this.over('TOO_DEEP', this.limits.depth, 'levels', offset);
    }
  }

  keys(count: number, offset: number): void {
    if (count > this.limits.keys) {
      this.over('TOO_MANY_KEYS', this.limits.keys, 'keys', offset);
    }
  }

  private over(
    code: TextErrorCode,
    limit: number,
    what: string,
    offset: number,
  ): never {
    return this.refuse(code, `more than ${limit} ${what}`, offset);
  }
}
