import { declaredNow, declaredOf } from './declaredOf';
import type { ModelState, VersionState } from './ModelState';

/** Digests of the documents that what is said of a version rests on, those of its files last. */
export function restsOn(
  state: ModelState,
  version: VersionState,
  label?: string,
): string[] {
  const declarations = [
    declaredOf(version, label),
    declaredNow(version, label),
    state.declaration,
  ];
  return [
    ...new Set([
      ...declarations.flatMap(declared =>
        declared
          ? [
              declared.entity.digest,
              ...(declared.card ? [declared.card.digest] : []),
            ]
          : [],
      ),
      ...version.attestations.map(({ document }) => document.digest),
      ...scanDocuments(version),
    ]),
  ];
}

/** Digests of what the scan of a version's files gave. */
export function scanDocuments({ artifacts }: VersionState): string[] {
  return artifacts.map(({ inspection }) => inspection.digest);
}
