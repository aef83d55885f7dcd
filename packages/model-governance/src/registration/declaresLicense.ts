/** Words that stand where a licence would and name none: of SPDX, and of the model hubs. */
const NO_LICENSE: readonly string[] = [
  '',
  'noassertion',
  'none',
  'unknown',
  'other',
];

/** Whether a declared text names a licence at all; which one, and whether anybody knows it, is another question. */
export function declaresLicense(text: string): boolean {
  return !NO_LICENSE.includes(text.trim().toLowerCase());
}
