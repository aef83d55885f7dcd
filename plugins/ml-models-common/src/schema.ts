import type { JsonObject } from '@backstage/types';
import { VOCABULARY } from './generated/vocabulary';

const SHORT: JsonObject = { type: 'string', minLength: 1, maxLength: 256 };
const TEXT: JsonObject = { type: 'string', minLength: 1, maxLength: 10_000 };
const REFS: JsonObject = {
  type: 'array',
  maxItems: 100,
  items: { type: 'string', minLength: 1, maxLength: 512 },
};
const VALUES: JsonObject = {
  type: 'array',
  maxItems: 1_000,
  items: {
    type: 'object',
    required: ['name'],
    properties: {
      name: SHORT,
      dtype: SHORT,
      shape: {
        type: ['array', 'null'],
        maxItems: 32,
        items: { type: ['integer', 'string', 'null'] },
      },
    },
  },
};

/**
 * JSON schema (draft-07 subset) of an MLModel entity below `apiVersion`, `kind` and `metadata`, as the catalog
 * takes it. The seven fields that registration demands are optional here: an incomplete entity still shows.
 * @public
 */
export const mlModelEntitySchema: JsonObject = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['type', 'lifecycle', 'owner'],
      properties: {
        type: { ...SHORT, description: 'classifier, adapter, llm, …' },
        lifecycle: SHORT,
        owner: SHORT,
        system: SHORT,
        version: { type: 'string', minLength: 1, maxLength: 128 },
        task: SHORT,
        framework: SHORT,
        license: { ...SHORT, description: 'SPDX licence expression' },
        intendedUse: TEXT,
        limitations: TEXT,
        tier: { type: 'string', enum: [...VOCABULARY.Tier] },
        publisher: SHORT,
        dataSensitivity: SHORT,
        artifacts: {
          type: 'array',
          maxItems: 1_000,
          items: {
            type: 'object',
            properties: {
              path: { type: 'string', minLength: 1, maxLength: 1_024 },
              url: { type: 'string', minLength: 1, maxLength: 2_048 },
              digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
              signature: { type: 'string', minLength: 1, maxLength: 2_048 },
            },
          },
        },
        inputs: VALUES,
        outputs: VALUES,
        baseModel: SHORT,
        adapterOf: SHORT,
        datasets: REFS,
        parts: REFS,
        servedBy: REFS,
        serving: {
          type: 'object',
          properties: { allowedCallers: REFS },
        },
        card: { type: 'string', minLength: 1, maxLength: 1_024 },
        changelogUrl: { type: 'string', minLength: 1, maxLength: 2_048 },
      },
    },
  },
};
