import { setTimeout as delay } from 'node:timers/promises';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { POLL_INTERVAL_MS } from '../limits';
import type { ModelRegistry } from './ModelRegistry';

/**
 * Reads the ingestion until it has ended or `waitMs` are over, and answers
 * what was read last, so its state may still be `queued` or `running`.
 */
export async function waitForIngestion(
  registry: Pick<ModelRegistry, 'ingestion'>,
  id: string,
  options: { waitMs: number; pollMs?: number; signal?: AbortSignal },
): Promise<Wire['Ingestion']> {
  const { waitMs, pollMs = POLL_INTERVAL_MS, signal } = options;
  const pause = Math.max(1, pollMs);
  for (let waited = 0; ; waited += pause) {
    const ingestion = await registry.ingestion(id);
    const ended = !['queued', 'running'].includes(ingestion.state);
    if (ended || waited + pause > waitMs) {
      return ingestion;
    }
    await delay(pause, undefined, { signal });
  }
}
