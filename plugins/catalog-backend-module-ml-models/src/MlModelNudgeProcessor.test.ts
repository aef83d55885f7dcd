import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { MlModelNudgeProcessor } from './MlModelNudgeProcessor';

const entity = (changes: Partial<Entity> = {}): Entity => ({
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: 'lora', namespace: 'default' },
  spec: { type: 'adapter' },
  ...changes,
});

describe('MlModelNudgeProcessor', () => {
  const publish = jest.fn(async (_event: unknown) => {});
  const events: EventsService = { publish, subscribe: async () => {} };
  const processor = new MlModelNudgeProcessor(events);
  let kept: Map<string, unknown>;

  /** Once through the catalog, which keeps of a processor's cache only what that run has set. */
  const process = async (processed: Entity) => {
    const before = kept;
    const after = new Map<string, unknown>();
    const cache: CatalogProcessorCache = {
      get: async key => before.get(key) as never,
      set: async (key, value) => {
        after.set(key, value);
      },
    };
    await processor.postProcessEntity(processed, undefined, () => {}, cache);
    kept = after.size > 0 ? after : before;
  };

  beforeEach(() => {
    kept = new Map();
    publish.mockClear();
  });

  it('P1: an entity that is processed again as it was does not nudge', async () => {
    await process(entity());
    await process(entity());
    await process(entity());
    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish).toHaveBeenCalledWith(
      expect.objectContaining({
        eventPayload: { modelRef: 'mlmodel:default/lora' },
      }),
    );
  });

  it('nudges for each change, and says nothing of other kinds', async () => {
    await process(entity());
    await process(entity({ spec: { type: 'classifier' } }));
    await process(entity());
    expect(publish).toHaveBeenCalledTimes(3);
    await process(entity({ kind: 'Component' }));
    expect(publish).toHaveBeenCalledTimes(3);
  });
});
