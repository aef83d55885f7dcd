import {
  aDeclaration,
  aDocument,
  aMeasurement,
  aRegistration,
} from '../../../plugins/ml-models-backend/src/store/__testUtils__/commands';
import { sha256 } from '../../../plugins/ml-models-backend/src/store/chain';

const modelRefOf = index => `mlmodel:default/model-${index}`;
const bytesOf = index => `bytes of ${index}`;
const reason = aDocument('found in the monthly review');
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is declared of a model, with its document as an ingestion sends it. */
function declared(index, changes = {}) {
  const modelRef = modelRefOf(index);
  const entity = {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: { name: `model-${index}`, title: `Model ${index}`, ...changes },
    spec: {
      type: 'adapter',
      lifecycle: 'production',
      owner: 'group:default/imaging',
      intendedUse: `finds what no other of our models finds, number ${index}`,
    },
  };
  const { reference, bytes } = aDocument(
    JSON.stringify(entity),
    'application/json',
  );
  return {
    modelRef,
    document: bytes,
    declaration: {
      ...aDeclaration({ modelRef, title: entity.metadata.title, ...changes }),
      entity: reference,
      entity_digest: reference.digest,
    },
  };
}

/** Each kind as `[command, documents]` about the model of an index, once for each model and in this order. */
export const KINDS = {
  registrations(index) {
    const { modelRef, declaration, document } = declared(index);
    return [
      aRegistration({ modelRef, declaration, bytes: bytesOf(index) }),
      [document],
    ];
  },
  measurements: index => [
    aMeasurement({ modelRef: modelRefOf(index), score: (index % 30) / 1000 }),
    [],
  ],
  attestations(index) {
    const statement = aDocument(
      JSON.stringify({ statement: index, predicate: 'x'.repeat(2000) }),
      'application/json',
    );
    return [
      {
        type: 'RecordAttestation',
        modelRef: modelRefOf(index),
        version: 'v1',
        subject: sha256(bytesOf(index)),
        predicateType: 'https://slsa.dev/provenance/v1',
        verifier: 'trust-root',
        outcome: 'verified',
        document: statement.reference,
      },
      [statement.bytes],
    ];
  },
  waivers: index => [
    {
      type: 'WaiveRequirement',
      modelRef: modelRefOf(index),
      version: 'v1',
      requirement: 'license',
      reason: reason.reference,
      expiresAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    },
    [reason.bytes],
  ],
  declarations(index) {
    const { modelRef, declaration, document } = declared(index, {
      title: `Model ${index}, newly named`,
    });
    return [{ type: 'ObserveDeclaration', modelRef, declaration }, [document]];
  },
  transitions: index => [
    {
      type: 'TransitionVersion',
      modelRef: modelRefOf(index),
      version: 'v1',
      to: 'deprecated',
      reason: reason.reference,
      reasonText: 'found in the monthly review',
    },
    [reason.bytes],
  ],
};
