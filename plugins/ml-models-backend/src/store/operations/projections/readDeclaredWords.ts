import type { Knex } from 'knex';
import { declaredWords } from '../../../domain/declaredWords';
import type { ModelState } from '../../../domain/ModelState';
import { readDocuments } from '../documents/readDocument';

/** The words of what each model declares, by model; a document that is gone has none. */
export async function readDeclaredWords(
  knex: Knex,
  states: readonly ModelState[],
): Promise<ReadonlyMap<string, string>> {
  const documents = await readDocuments(
    knex,
    states.flatMap(({ declaration }) => digestsOf(declaration)),
  );
  const parsed = (digest: string | undefined): unknown => {
    const bytes = digest === undefined ? undefined : documents.get(digest);
    return bytes && parseJson(Buffer.from(bytes).toString('utf8'));
  };
  return new Map(
    states.map(({ id, declaration }) => [
      id,
      declaredWords(
        parsed(declaration?.entity.digest),
        parsed(declaration?.card?.digest),
      ),
    ]),
  );
}

/** Finding is no reason to refuse what is recorded: what is no JSON has no words. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digestsOf(declaration: ModelState['declaration']): string[] {
  return [declaration?.entity.digest, declaration?.card?.digest].filter(
    digest => digest !== undefined,
  );
}
