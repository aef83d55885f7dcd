import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { verifyDocuments } from '../documents/verifyDocuments';
import { verifyProjections } from '../projections/verifyProjections';
import { Findings, verificationOf } from './verification';
import { verifyHistory } from './verifyHistory';

/**
 * The chain, every document and every row of the projections. A broken chain ends it: what follows would compare
 * with a history that is none. Bounded memory, yields between pages.
 */
export async function verifyRegistry(
  knex: Knex,
  signal?: AbortSignal,
): Promise<Wire['Verification']> {
  const chain = await verifyHistory(knex, signal);
  if (!chain.ok) {
    return chain;
  }
  const findings = new Findings();
  const options = { report: findings.report, signal };
  const documents = await verifyDocuments(knex, chain.position, options);
  const models = await verifyProjections(knex, options);
  return verificationOf(
    chain,
    ['chain', 'documents', 'projections'],
    findings,
    { ...documents, models },
  );
}
