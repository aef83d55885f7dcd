import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { verifyDocuments } from '../documents/verifyDocuments';
import { verifyProjections } from '../projections/verifyProjections';
import { verifyWordIndex } from '../search/wordIndex';
import { readHead } from './lockHead';
import { Findings, verificationOf } from './verification';
import { verifyHistory } from './verifyHistory';

/**
 * The chain, every document, every row of the projections and, where this program keeps it, the word index. A broken
 * chain does not end it: what rests on the broken place is not compared, and that is said. Bounded memory, yields
 * between pages.
 */
export async function verifyRegistry(
  knex: Knex,
  signal?: AbortSignal,
): Promise<Wire['Verification']> {
  const head = await readHead(knex);
  const findings = new Findings();
  const options = { report: findings.report, signal };
  const walked = await verifyHistory(knex, head, options);
  const documents = await verifyDocuments(knex, head.position, options);
  const models = await verifyProjections(knex, walked, options);
  const index = await verifyWordIndex(knex);
  if (index === 'altered') {
    findings.report({
      kind: 'PROJECTION_MISMATCH',
      message:
        'the word index does not hold the words of model_search: searches find something else; a rebuild cures it',
    });
  }
  return verificationOf(
    head,
    walked,
    { ...documents, ...models, wordIndex: index !== 'not checked' },
    findings,
  );
}
