import { DEFAULT_TIER } from '@ml-models/model-governance';
import type { ModelState } from './ModelState';

/** A model before its first event. */
export function blankModel(id: string, at: string): ModelState {
  return {
    id,
    modelRef: '',
    formerRefs: [],
    refs: [],
    sequence: 0,
    position: 0,
    registeredAt: at,
    updatedAt: at,
    owner: '',
    tier: { effective: DEFAULT_TIER, declared: null },
    versions: [],
    reviews: [],
    decisions: [],
    waivers: [],
    aliases: {},
    removedFromCatalog: false,
  };
}
