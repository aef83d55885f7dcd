import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import type { ModelStore } from '../../store/ModelStore';

/** What the models of a page are declared to be for, by model, in one read; free text lies in their documents. */
export async function readIntendedUses(
  models: Pick<ModelStore, 'readDocuments'>,
  states: readonly ModelState[],
): Promise<ReadonlyMap<string, string>> {
  const documents = await models.readDocuments(
    states.flatMap(({ declaration }) =>
      declaration ? [declaration.entity.digest] : [],
    ),
  );
  const uses = new Map<string, string>();
  for (const { id, declaration } of states) {
    const bytes = declaration && documents.get(declaration.entity.digest);
    const entity: Wire['EntityDocument'] | undefined =
      bytes && JSON.parse(Buffer.from(bytes).toString('utf8'));
    const intendedUse: unknown = entity?.spec?.intendedUse;
    if (typeof intendedUse === 'string') {
      uses.set(id, intendedUse);
    }
  }
  return uses;
}
