/**
 * How old an answer may get on screen.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `REFRESH_INTERVAL_MS` | milliseconds | a page that is looked at is never older; clusters are looked at as often |
 * | `FRESH_MS` | milliseconds | an answer that young is not asked for again by the next tab |
 * | `GONE_MS` | milliseconds | as long a model that is not registered is not asked for by its other tabs |
 * | `KEPT_ANSWERS` | answers | what nobody looks at is kept for the way back, and no more of it than this |
 * | `AGE_STEP_MS` | milliseconds | how often the age on the page is said anew |
 */
export const REFRESH_INTERVAL_MS = 30_000;
export const FRESH_MS = 5_000;
export const GONE_MS = 60_000;
export const KEPT_ANSWERS = 50;
export const AGE_STEP_MS = 10_000;
