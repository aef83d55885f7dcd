/**
 * What one text may cost. Texts come from repositories, uploads and clusters that many people write to (CWE-400,
 * CWE-770, CWE-776); a caller lowers or raises what its own documents need.
 *
 * @public
 */
export interface TextLimits {
  /** bytes; UTF-16 units of a text that is decoded already */
  bytes: number;
  /** levels of nesting; a scalar alone is one */
  depth: number;
  /** values of all documents, those repeated by aliases and merge keys too */
  nodes: number;
  /** keys of one mapping */
  keys: number;
  /** aliases of all documents */
  aliases: number;
  /** UTF-16 units of all scalars and keys, those repeated by aliases too */
  characters: number;
  /** YAML documents of one text */
  documents: number;
  /** what the YAML lexer makes of one text: indicators, blanks, comments, scalars */
  tokens: number;
}

/**
 * The limits where a caller names none.
 *
 * | name | why this much |
 * | --- | --- |
 * | `bytes` | a Kubernetes object has 1.5 MiB at most, a catalog file some kilobytes |
 * | `depth` | twice the deepest custom resource definitions; whoever walks a value recurses once per level (CWE-674) |
 * | `nodes` | a megabyte of the densest YAML that people write |
 * | `keys` | ten times the widest mapping seen, a lock file of dependencies |
 * | `aliases` | written for a copy that nobody had to type (CWE-776) |
 * | `characters` | what a text may unfold to, four times itself |
 * | `documents` | a rendered chart of a large platform has some hundred |
 * | `tokens` | one for every second byte, more than prose and indents have: comments and blank lines are no values and take time and memory all the same |
 *
 * @public
 */
export const TEXT_LIMITS: TextLimits = {
  bytes: 1024 * 1024,
  depth: 100,
  nodes: 250_000,
  keys: 10_000,
  aliases: 1_000,
  characters: 4 * 1024 * 1024,
  documents: 5_000,
  tokens: 524_288,
};
