import type { ModelState } from '../../domain/ModelState';
import type { ModelKey } from '../../domain/plan';
import { escapeText } from '../escapeText';

/** States of models, found as the database finds them: by id, or by the reference that a model took last. */
export class KnownModels {
  readonly #states = new Map<string, ModelState>();
  /** by reference as it stands in a column */
  readonly #holders = new Map<string, { id: string; since: number }>();

  constructor(states: Iterable<ModelState>) {
    for (const state of states) {
      this.set(state);
    }
  }

  /** Puts a state in the place of its model's former one. */
  set(state: ModelState): void {
    this.#states.set(state.id, state);
    for (const { modelRef, since } of state.refs) {
      const column = escapeText(modelRef);
      if (since >= (this.#holders.get(column)?.since ?? 0)) {
        this.#holders.set(column, { id: state.id, since });
      }
    }
  }

  find(key: ModelKey): ModelState | undefined {
    const id =
      'id' in key ? key.id : this.#holders.get(escapeText(key.modelRef))?.id;
    return id === undefined ? undefined : this.#states.get(id);
  }
}
