import type { Knex } from 'knex';
import type { Maintenance, Operation } from './Maintenance';

/** Statements that are waited for at one time; one whose end is never told must not stay for ever (CWE-770). */
const MAX_PENDING = 10_000;

interface Statement {
  __knexQueryUid: string;
  sql: string;
}

/** Measures every statement of a pool, those of its transactions too, from handing it over to its end. */
export function observeStatements(
  knex: Knex,
  listener: Parameters<Maintenance['onStatement']>[0],
): void {
  const begun = new Map<string, number>();
  knex.on('query', ({ __knexQueryUid: id }: Statement) => {
    if (begun.size < MAX_PENDING) {
      begun.set(id, performance.now());
    }
  });
  const end = ({ __knexQueryUid: id, sql }: Statement) => {
    const begin = begun.get(id);
    if (begin !== undefined) {
      begun.delete(id);
      listener(operationOf(sql), (performance.now() - begin) / 1000);
    }
  };
  knex.on('query-response', (_response: unknown, statement: Statement) =>
    end(statement),
  );
  knex.on('query-error', (_error: unknown, statement: Statement) =>
    end(statement),
  );
}

function operationOf(sql: string): Operation {
  switch (/^\s*([a-z]+)/i.exec(sql)?.[1].toLowerCase()) {
    case 'select':
    case 'with':
      return 'select';
    case 'insert':
      return 'insert';
    case 'update':
      return 'update';
    case 'delete':
      return 'delete';
    default:
      return 'other';
  }
}
