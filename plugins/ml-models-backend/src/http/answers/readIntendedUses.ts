import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { faultAmong } from '../../domain/faults';
import type { ModelState } from '../../domain/ModelState';
import type { ModelStore } from '../../store/ModelStore';

type IntendedUse = Pick<
  Wire['ModelSummary'],
  'intendedUse' | 'intendedUseUnreadable'
>;

/**
 * What the models of a page are declared to be for, or why nobody can say, by model, in one read; free text lies in
 * their documents.
 */
export async function readIntendedUses(
  models: Pick<ModelStore, 'readDocuments'>,
  states: readonly ModelState[],
): Promise<ReadonlyMap<string, IntendedUse>> {
  const documents = await models.readDocuments(
    states.flatMap(({ declaration }) =>
      declaration ? [declaration.entity.digest] : [],
    ),
  );
  const uses = new Map<string, IntendedUse>();
  for (const { id, declaration, faults } of states) {
    if (!declaration) {
      continue;
    }
    const { digest } = declaration.entity;
    const bytes = documents.get(digest);
    uses.set(
      id,
      bytes
        ? intendedUseOf(bytes)
        : {
            intendedUseUnreadable:
              faultAmong(faults, [digest])?.message ??
              'the declaration is not what was recorded under its digest',
          },
    );
  }
  return uses;
}

function intendedUseOf(bytes: Uint8Array): IntendedUse {
  const entity: Wire['EntityDocument'] = JSON.parse(
    Buffer.from(bytes).toString('utf8'),
  );
  const intendedUse: unknown = entity.spec?.intendedUse;
  return typeof intendedUse === 'string' ? { intendedUse } : {};
}
