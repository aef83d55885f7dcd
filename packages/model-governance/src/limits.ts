/**
 * Every limit of this package.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `MAX_QUOTED` | UTF-16 units | declared texts are repeated in problems and reasons (CWE-770) |
 * | `MAX_COMPARED_VALUES` | items | declared and found inputs are matched by name |
 * | `MAX_EVIDENCE` | lines | one line per file; a version may have thousands |
 * | `DAY_MS` | milliseconds | ages in a policy are days |
 * | `MAX_CLOCK_SKEW_MS` | milliseconds | two machines' clocks differ; more than this is the future |
 */
export const MAX_QUOTED = 128;
export const MAX_COMPARED_VALUES = 10_000;
export const MAX_EVIDENCE = 50;
export const DAY_MS = 24 * 60 * 60 * 1000;
export const MAX_CLOCK_SKEW_MS = 5 * 60 * 1000;
