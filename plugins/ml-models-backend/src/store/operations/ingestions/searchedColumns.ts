import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { declaredWords } from '../../../domain/declaredWords';
import { fullRef } from '../../../domain/fullRef';
import { INSERT_BATCH } from '../../../domain/limits';
import { escapeText } from '../../escapeText';
import type { IngestionRow } from '../../IngestionRow';

/** What searches and filters look at of an attempt: its entity, a JSON text of ours, says it. */
export function searchedColumns(
  entity: string,
): Pick<IngestionRow, 'declared_words' | 'owner' | 'system'> {
  const declared: unknown = JSON.parse(entity);
  const { metadata, spec } = isEntity(declared) ? declared : {};
  const namespace = text(metadata?.namespace) ?? 'default';
  const owner = text(spec?.owner);
  const system = text(spec?.system);
  return {
    declared_words: escapeText(declaredWords(declared)),
    owner: owner ? escapeText(fullRef(owner, 'Group', namespace)) : null,
    system: system ? escapeText(fullRef(system, 'System', namespace)) : null,
  };
}

/** Fills what searches look at into rows that were written before there were columns for it. */
export async function fillSearchedColumns(knex: Knex): Promise<void> {
  for (;;) {
    const rows: Pick<IngestionRow, 'id' | 'entity'>[] = await knex('ingestions')
      .whereNull('declared_words')
      .limit(INSERT_BATCH)
      .select('id', 'entity');
    if (rows.length === 0) {
      return;
    }
    for (const { id, entity } of rows) {
      await knex('ingestions').where({ id }).update(searchedColumns(entity));
    }
  }
}

/** As far as rows are trusted to hold one. */
interface StoredEntity extends Pick<Entity, 'apiVersion' | 'kind'> {
  metadata?: Entity['metadata'];
  spec?: Entity['spec'];
}

export function isEntity(value: unknown): value is StoredEntity {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['metadata', 'spec'].every(key => {
      const member: unknown = Reflect.get(value, key);
      return (
        member === undefined || (typeof member === 'object' && member !== null)
      );
    })
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
