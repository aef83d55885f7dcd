/**
 * Every limit of this package.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `MAX_QUOTED` | UTF-16 units | declared texts are repeated in problems and reasons (CWE-770) |
 * | `MAX_COMPARED_VALUES` | items | declared and found inputs are matched by name |
 * | `MAX_EVIDENCE` | lines | one line per file; a version may have thousands |
 */
export const MAX_QUOTED = 128;
export const MAX_COMPARED_VALUES = 10_000;
export const MAX_EVIDENCE = 50;
