import type { ModelState } from '../../domain/ModelState';
import type { ModelStore } from '../../store/ModelStore';
import { SERVING_LIMITS } from '../limits';
import {
  EMPTY_SERVING_RECORD,
  foldServing,
  ServingRecord,
} from './ServingRecord';

/** Records of serving by model, kept up to date by reading only what is new of each stream. */
export class ServingHistory {
  readonly #models: Pick<ModelStore, 'listEvents'>;
  readonly #records = new Map<string, ServingRecord>();

  constructor(models: Pick<ModelStore, 'listEvents'>) {
    this.#models = models;
  }

  /** What the history says up to this state. */
  async of(model: Pick<ModelState, 'id' | 'sequence'>): Promise<ServingRecord> {
    let record = this.#records.get(model.id) ?? EMPTY_SERVING_RECORD;
    while (record.sequence < model.sequence) {
      const { items } = await this.#models.listEvents(model.id, {
        after: record.sequence,
        limit: SERVING_LIMITS.historyEvents,
        order: 'asc',
      });
      if (items.length === 0) {
        break;
      }
      record = items.reduce(foldServing, record);
    }
    this.#records.set(model.id, record);
    return record;
  }
}
