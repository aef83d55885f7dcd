import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { digestsOf } from '../../../domain/project';
import type { ModelState } from '../../../domain/ModelState';
import { escapeText } from '../../escapeText';
import { ModelRow, modelRow } from './ModelRow';
import { searchText } from './searchText';

/**
 * All rows that one model has in the projections: a fold of its events and of the documents they name. What clusters
 * showed decides whether it asks for a person, and nothing else.
 */
export interface ModelProjection {
  models: ModelRow[];
  model_states: { model_id: string; state: string }[];
  model_search: { model_id: string; text: string }[];
  model_refs: { model_ref: string; since: number; model_id: string }[];
  model_digests: { digest: string; model_id: string }[];
  document_holders: { digest: string; model_id: string }[];
}

/** The tables of a projection, each with its column that names the model and with its key. */
export const PROJECTED = {
  models: { model: 'id', key: ['id'] },
  model_states: { model: 'model_id', key: ['model_id'] },
  model_search: { model: 'model_id', key: ['model_id'] },
  model_refs: { model: 'model_id', key: ['model_ref', 'since'] },
  model_digests: { model: 'model_id', key: ['digest', 'model_id'] },
  document_holders: { model: 'model_id', key: ['digest', 'model_id'] },
} as const satisfies Record<
  keyof ModelProjection,
  { model: string; key: readonly string[] }
>;

export type ProjectedTable = keyof typeof PROJECTED;
export const PROJECTED_TABLES = Object.keys(PROJECTED) as ProjectedTable[];

/**
 * The rows of a state; `documents` are the digests that its events carry, `declaredWords` those of what declares it,
 * `inService` the versions that clusters showed last.
 */
export function projectModel(
  state: ModelState,
  {
    documents,
    declaredWords,
    inService,
  }: {
    documents: Iterable<string>;
    declaredWords: string;
    inService: readonly Wire['ServedVersion'][];
  },
): ModelProjection {
  const model_id = state.id;
  return {
    models: [modelRow(state, inService)],
    // folded from stored events, so its texts are well-formed; JSON escapes NUL
    model_states: [{ model_id, state: JSON.stringify(state) }],
    model_search: [{ model_id, text: searchText(state, declaredWords) }],
    model_refs: state.refs.map(({ modelRef, since }) => ({
      model_ref: escapeText(modelRef),
      since,
      model_id,
    })),
    model_digests: digestsOf(state).map(digest => ({
      digest: escapeText(digest),
      model_id,
    })),
    document_holders: [...documents].map(digest => ({
      digest: escapeText(digest),
      model_id,
    })),
  };
}
