import { setTimeout as delay } from 'node:timers/promises';
import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ML_MODEL_KIND } from '@ml-models/backstage-plugin-ml-models-common';
import {
  DEFAULT_WAIT_SECONDS,
  MAX_REPORTED_PROBLEMS,
  MAX_WAIT_SECONDS,
  POLL_INTERVAL_MS,
} from '../limits';
import { ModelRegistry } from '../registry/ModelRegistry';
import { waitForIngestion } from '../registry/waitForIngestion';
import { ScaffolderModelsError } from '../ScaffolderModelsError';

/**
 * `ml-models:ingest`: queues the ingestion of a model's declared version, or
 * takes one that was queued already, and waits for its end. A refusal ends
 * the step with all its problems; a time-out does not, its state says so.
 * @public
 */
export function createIngestAction(options: {
  discovery: DiscoveryService;
  auth: AuthService;
  /** milliseconds between two looks; tests make it short */
  pollMs?: number;
}) {
  const { discovery, auth, pollMs = POLL_INTERVAL_MS } = options;
  return createTemplateAction({
    id: 'ml-models:ingest',
    description:
      'Ingests the declared version of an ML model into the registry and waits for the outcome.',
    supportsDryRun: true,
    examples: [
      {
        description: 'Wait for the ingestion that a registration started',
        example: `steps:
  - id: ingest
    action: ml-models:ingest
    input:
      modelRef: \${{ steps.register.output.modelRef }}
      ingestionId: \${{ steps.register.output.ingestionId }}
`,
      },
    ],
    schema: {
      input: {
        modelRef: z =>
          z.string({
            description: 'Entity reference, mlmodel:<namespace>/<name>',
          }),
        version: z =>
          z
            .string({ description: 'The version that has to come of it' })
            .optional(),
        ingestionId: z =>
          z
            .string({
              description: 'An ingestion that is queued already',
            })
            .optional(),
        waitSeconds: z =>
          z
            .number({
              description: `How long to wait for its end, 0 to ${MAX_WAIT_SECONDS}. Default: ${DEFAULT_WAIT_SECONDS}`,
            })
            .int()
            .min(0)
            .max(MAX_WAIT_SECONDS)
            .optional(),
      },
      output: {
        ingestionId: z => z.string().optional(),
        state: z =>
          z.enum([
            'queued',
            'running',
            'succeeded',
            'refused',
            'failed',
            'dry-run',
          ]),
      },
    },
    async handler(ctx) {
      const { modelRef, version, waitSeconds } = ctx.input;
      const ref = parseModelRef(modelRef);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would ingest ${
            version ?? 'the declared version'
          } of ${modelRef}`,
        );
        ctx.output('state', 'dry-run');
        return;
      }
      const { signal } = ctx;
      const registry = new ModelRegistry({
        discovery,
        auth,
        credentials: await ctx.getInitiatorCredentials(),
        signal,
      });
      const waitMs = (waitSeconds ?? DEFAULT_WAIT_SECONDS) * 1000;
      const id =
        ctx.input.ingestionId ??
        (await queueWhenKnown(registry, ref, { waitMs, pollMs, signal }));
      ctx.output('ingestionId', id);

      const ingestion = await waitForIngestion(registry, id, {
        waitMs,
        pollMs,
        signal,
      });
      const { state, problems } = ingestion;
      ctx.output('state', state);
      if (state === 'refused' || state === 'failed') {
        const named = problems
          .slice(0, MAX_REPORTED_PROBLEMS)
          .map(({ code, message }) => `${code}: ${message}`);
        throw new ScaffolderModelsError(
          state === 'refused' ? 'INGESTION_REFUSED' : 'INGESTION_FAILED',
          `${modelRef}: ingestion ${id} ${state}${
            named.length > 0 ? `; ${named.join('; ')}` : ''
          }`,
        );
      }
      if (state !== 'succeeded') {
        ctx.logger.warn(
          `${modelRef}: ingestion ${id} is still ${state} after ${
            waitMs / 1000
          } s; its outcome is not known`,
        );
        return;
      }
      if (version !== undefined && ingestion.version !== version) {
        throw new ScaffolderModelsError(
          'WRONG_VERSION',
          `${modelRef}: ingestion ${id} brought in ${
            ingestion.version ?? 'a version without a name'
          }, not ${version}`,
        );
      }
      ctx.logger.info(`${modelRef}: ingestion ${id} succeeded`);
    },
  });
}

function parseModelRef(modelRef: string): CompoundEntityRef {
  let ref: CompoundEntityRef;
  try {
    ref = parseEntityRef(modelRef, {
      defaultKind: ML_MODEL_KIND,
      defaultNamespace: 'default',
    });
  } catch (cause) {
    throw new ScaffolderModelsError(
      'INVALID_INPUT',
      `${modelRef} is no entity reference`,
      { cause },
    );
  }
  if (ref.kind.toLowerCase() !== ML_MODEL_KIND.toLowerCase()) {
    throw new ScaffolderModelsError(
      'INVALID_INPUT',
      `${modelRef} is no reference of an ${ML_MODEL_KIND}`,
    );
  }
  return ref;
}

/** A location just registered takes the catalog a moment: until then it is 404. */
async function queueWhenKnown(
  registry: ModelRegistry,
  ref: CompoundEntityRef,
  options: { waitMs: number; pollMs: number; signal?: AbortSignal },
): Promise<string> {
  const { waitMs, pollMs, signal } = options;
  const pause = Math.max(1, pollMs);
  for (let waited = 0; ; waited += pause) {
    try {
      return await registry.ingest(ref);
    } catch (error) {
      const unknownYet =
        error instanceof ScaffolderModelsError && error.status === 404;
      if (!unknownYet || waited + pause > waitMs) {
        throw error;
      }
      await delay(pause, undefined, { signal });
    }
  }
}
