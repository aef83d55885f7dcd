import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import type { CommandOf } from '../../domain/command/Command';
import type { Declaration } from '../../domain/ModelCommand';
import { sha256 } from '../chain';
import type { DocumentBytes, ModelStore } from '../ModelStore';

/** Every document that was made here, by digest. */
const made = new Map<string, DocumentBytes>();

/** The same store; what a command names of the documents made here is given with it. */
export function givingDocuments(store: ModelStore): ModelStore {
  return {
    ...store,
    execute: (command, context) =>
      store.execute(command, {
        ...context,
        documents: [...(context.documents ?? []), ...documentsIn(command)],
      }),
  };
}

function documentsIn(value: unknown): DocumentBytes[] {
  if (typeof value === 'string') {
    return [made.get(value) ?? []].flat();
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(documentsIn)
    : [];
}

/** A document with its bytes, from a text. */
export function aDocument(
  text: string,
  mediaType = 'text/plain',
): {
  reference: { digest: string; mediaType: string; size: number };
  bytes: DocumentBytes;
} {
  const bytes = new TextEncoder().encode(text);
  const digest = sha256(bytes);
  const document = { digest, mediaType, bytes };
  made.set(digest, document);
  return {
    reference: { digest, mediaType, size: bytes.byteLength },
    bytes: document,
  };
}

export function aDeclaration(
  changes: Partial<Declaration> & { modelRef?: string } = {},
): Declaration {
  const { modelRef = 'mlmodel:default/lora', ...rest } = changes;
  const stated = {
    model_ref: modelRef,
    owner: 'group:default/imaging',
    type: 'adapter',
    lifecycle: 'production',
    license: 'Apache-2.0',
    ...rest,
  };
  const entity = aDocument(JSON.stringify(stated), 'application/json');
  return {
    entity: entity.reference,
    entity_digest: entity.reference.digest,
    fields: Object.fromEntries(
      Object.entries(stated)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [`spec.${key}`, sha256(JSON.stringify(value))]),
    ),
    ...stated,
  };
}

export function anArtifact(
  changes: Partial<RecordedArtifact> = {},
): RecordedArtifact {
  return {
    path: 'model.safetensors',
    size: '512',
    digest: sha256('the bytes of the model'),
    media_type: 'application/octet-stream',
    format: 'safetensors',
    inspection_status: 'clean',
    inspection: aDocument('{}', 'application/json').reference,
    source: 'path:model.safetensors',
    ...changes,
  };
}

/** A registration that passes; `bytes` stands for the content of its one file. */
export function aRegistration(
  changes: Partial<CommandOf<'RegisterVersion'>> & { bytes?: string } = {},
): CommandOf<'RegisterVersion'> {
  const { bytes = 'the bytes of the model', ...rest } = changes;
  const modelRef = rest.modelRef ?? 'mlmodel:default/lora';
  return {
    type: 'RegisterVersion',
    modelRef,
    schemaHash: sha256('schema'),
    source: 'url:https://example.com/catalog-info.yaml',
    trigger: 'catalog',
    declaration: aDeclaration({ modelRef }),
    version: 'v1',
    manifestDigest: sha256(`manifest of ${bytes}`),
    artifacts: [anArtifact({ digest: sha256(bytes) })],
    size: '512',
    bytesKept: false,
    unsupported: false,
    validation: {
      runId: 'ing-1',
      validatorVersion: '0.1.0',
      metrics: { files: 1 },
      checks: [
        { id: 'integrity', outcome: 'passed', message: 'digests agree' },
      ],
    },
    billOfMaterials: {
      predicateType: 'https://spdx.dev/Document/v2.3',
      document: aDocument('{"spdxVersion":"SPDX-2.3"}', 'application/spdx+json')
        .reference,
      gaps: 4,
    },
    ...rest,
  };
}

export function aMeasurement(
  changes: Partial<CommandOf<'RecordDrift'>> = {},
): CommandOf<'RecordDrift'> {
  return {
    type: 'RecordDrift',
    modelRef: 'mlmodel:default/lora',
    version: 'v1',
    metric: 'drift_score',
    score: 0.02,
    samples: 5000,
    source: 'api',
    policy: DEFAULT_GOVERNANCE_POLICY,
    policyDigest: sha256('policy'),
    ...changes,
  };
}
