import type { ModelState } from '../../../domain/ModelState';
import { foldCase } from '../../escapeText';

/** What a search looks at: what stands in the state, and the words of the documents that declare it. */
export function searchText(state: ModelState, declaredWords: string): string {
  const { declaration } = state;
  return foldCase(
    [
      state.modelRef,
      declaration?.title,
      declaration?.description,
      declaration?.task,
      declaration?.framework,
      declaration?.license,
      declaration?.system,
      state.owner,
      ...(declaration?.tags ?? []),
      declaredWords,
    ]
      .filter(text => text)
      .join('\n'),
  );
}
