import type { Publisher } from '../publish/Publisher';
import type { ModelStore } from '../store/ModelStore';
import type { RegistryLevels } from './LevelGauges';

/** Reads what the gauges show; throws when the store cannot be read. */
export function registryLevels(sources: {
  models: Pick<ModelStore, 'summary'>;
  publisher: Pick<Publisher, 'status'>;
}): () => Promise<RegistryLevels> {
  return async () => {
    const [summary, { lag }] = await Promise.all([
      sources.models.summary({}),
      sources.publisher.status(),
    ]);
    return {
      modelsByStage: summary.byStage,
      modelsByTier: summary.byTier,
      modelsByRisk: summary.byRisk,
      refused: summary.refused,
      position: summary.events.position,
      publisherLag: lag,
    };
  };
}
