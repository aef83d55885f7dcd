import type { ModelState } from '../ModelState';

/** Digests of what people wrote about a model, for the views' `texts`; newest last. */
export function textDocumentsOf(state: ModelState): string[] {
  const references = [
    ...state.versions.flatMap(({ blocked, deprecation, attestations }) => [
      blocked?.document,
      deprecation?.document,
      ...attestations.map(({ identity }) => identity),
    ]),
    ...state.reviews.map(({ comment }) => comment),
    ...state.waivers.map(({ reason }) => reason),
    ...state.decisions.map(({ document }) => document),
  ];
  return [...new Set(references.flatMap(reference => reference?.digest ?? []))];
}
