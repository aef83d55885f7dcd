import { evolve } from '../../../plugins/ml-models-backend/src/domain/evolve';
import { declaredEntityDigest } from '../../../plugins/ml-models-backend/src/ingest/declaration/declaredEntity';
import { plan } from '../../../plugins/ml-models-backend/src/domain/plan';
import {
  aMeasurement,
  aRegistration,
} from '../../../plugins/ml-models-backend/src/store/__testUtils__/commands';
import {
  eventRow,
  sha256,
} from '../../../plugins/ml-models-backend/src/store/chain';
import { saveDocuments } from '../../../plugins/ml-models-backend/src/store/operations/documents/saveDocuments';
import { aLook } from './aLook.mjs';
import { declarationOf, modelRefOf } from './models.mjs';

export const VERSIONS_EACH = 5;
const INSERT_BATCH = 400;
const MODELS_AT_ONCE = 100;
const by = 'user:default/bench';

/** Streams of models, numbered and linked as `execute` does it, many models in one transaction. */
async function appendModels(trx, from, to, models, newId) {
  const head = await trx('registry_head').where({ id: 1 }).first();
  const at = new Date(Date.now() - (models - from) * 1000).toISOString();
  let position = Number(head.position);
  let previous_hash = head.head_hash;
  const rows = [];
  const documents = [];
  for (let index = from; index < to; index++) {
    const stream_id = `mdl-${newId()}`;
    let state;
    for (const command of commandsOf(index, documents)) {
      const plans = plan(command, { found: state }, { by, at, newId });
      for (const { type, data } of plans.at(-1).events) {
        position += 1;
        const row = eventRow({
          actor: by,
          data,
          id: `ev-${newId()}`,
          position,
          previous_hash,
          recorded_at: at,
          schema_version: 1,
          sequence: (state?.sequence ?? 0) + 1,
          stream_id,
          type,
        });
        previous_hash = row.hash;
        rows.push(row);
        state = evolve(state, {
          ...{ type, data, position, actor: by, recordedAt: at },
          ...{ streamId: stream_id, sequence: row.sequence, id: row.id },
        });
      }
    }
  }
  await saveDocuments(trx, documents, () => at);
  for (let start = 0; start < rows.length; start += INSERT_BATCH)
    await trx('events').insert(rows.slice(start, start + INSERT_BATCH));
  await trx('registry_head')
    .where({ id: 1 })
    .update({ position, head_hash: previous_hash, recorded_at: at });
}

function commandsOf(index, documents) {
  const modelRef = modelRefOf(index);
  const { entity, card, stated } = declarationOf(index);
  documents.push(entity.bytes, card.bytes);
  const commands = [];
  for (let version = 1; version <= VERSIONS_EACH; version++) {
    const bytes = `${index} ${version}`;
    const registration = aRegistration({
      modelRef,
      version: `${version}.0.0`,
      bytes,
    });
    commands.push({
      ...registration,
      declaration: {
        ...registration.declaration,
        ...stated,
        entity: entity.reference,
        entity_digest: entity.reference.digest,
        card: {
          ...card.reference,
          path: 'CARD.md',
          completeness: 1,
          missing: [],
          licenses: [],
        },
      },
    });
  }
  if (index % 4 === 0)
    commands.push(
      aMeasurement({
        modelRef,
        version: `${VERSIONS_EACH}.0.0`,
        score: (index % 40) / 100,
      }),
    );
  return commands;
}

/** One ended attempt for each version, the last of one model in twenty refused. */
async function fillIngestions(knex, ingestions, models, newId) {
  const id = await ingestions.enqueue({
    modelRef: 'mlmodel:default/first',
    trigger: 'catalog',
    requestedBy: by,
    entity: JSON.stringify(declarationOf(0).declared),
    entityDigest: sha256('first'),
  });
  const first = await knex('ingestions').where({ id }).first();
  await knex('ingestions').where({ id }).delete();
  const rows = [];
  for (let version = 1; version <= VERSIONS_EACH; version++)
    for (let index = 0; index < models; index++) {
      const isRefused = version === VERSIONS_EACH && index % 20 === 0;
      rows.push({
        ...first,
        id: `ing-${newId()}`,
        model_ref: modelRefOf(index),
        state: isRefused ? 'refused' : 'succeeded',
        active_key: null,
        requested_by: 'plugin:ml-models',
        owner: declarationOf(index).stated.owner,
        entity_digest:
          version === VERSIONS_EACH
            ? declaredEntityDigest(declarationOf(index).declared)
            : sha256(`${index} ${version}`),
        newest: version === VERSIONS_EACH ? 1 : 0,
        sequence: rows.length + 1,
        problems: isRefused
          ? JSON.stringify([{ code: 'LICENSE_MISSING', message: 'none' }])
          : '[]',
        version: `${version}.0.0`,
        finished_at: first.created_at,
      });
    }
  for (let start = 0; start < rows.length; start += 200)
    await knex('ingestions').insert(rows.slice(start, start + 200));
  await knex('ingestion_order').update({ last: rows.length });
}

/** Fills an empty registry with `models` models of five versions each; one in twenty is seen in a cluster. */
export async function fillRegistry({ knex, stores }, models, newId) {
  for (let from = 0; from < models; from += MODELS_AT_ONCE) {
    const to = Math.min(models, from + MODELS_AT_ONCE);
    await knex.transaction(trx => appendModels(trx, from, to, models, newId));
  }
  await stores.models.rebuild();
  for (const cluster of ['east', 'west'])
    await stores.observations.save(aLook(cluster, models), Date.now());
  await fillIngestions(knex, stores.ingestions, models, newId);
  await knex.raw('analyze');
}
