import { setTimeout } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { PROJECTION_VERSION } from './projectionVersion';
import { rebuildProjections } from './rebuildProjections';

/** Milliseconds between two looks whether another replica's rebuild has ended. */
const REBUILD_POLL_MS = 1_000;

/**
 * Projects all events anew when the rows were written by other code than this, so that no page reads a state of
 * another shape. Of several replicas one rebuilds, the others wait for it.
 */
export async function upgradeProjections(
  knex: Knex,
  newId: () => string,
  logger: Pick<LoggerService, 'info'>,
): Promise<void> {
  if (await isOutdated(knex)) {
    logger.info(
      'The projections are of another version: they are made anew from the history before anything is answered',
    );
  }
  while (await isOutdated(knex)) {
    try {
      const { events, models } = await rebuildProjections(knex, newId);
      logger.info('The projections are made anew', { events, models });
    } catch (error) {
      const isElsewhere =
        error instanceof DomainError && error.code === 'REBUILD_RUNNING';
      if (!isElsewhere) {
        throw error;
      }
      await setTimeout(REBUILD_POLL_MS);
    }
  }
}

async function isOutdated(knex: Knex): Promise<boolean> {
  const head = await knex('registry_head')
    .where({ id: 1 })
    .first('projection_version');
  return head !== undefined && head.projection_version !== PROJECTION_VERSION;
}
