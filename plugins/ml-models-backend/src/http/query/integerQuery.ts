import { openapi } from '../../schema/openapi.generated';
import { HttpError } from '../errors/HttpError';

const DIGITS = /^[0-9]+$/;

type Json = Readonly<Record<string, unknown>>;

/**
 * A check of the integers in the query of one operation: digits and nothing else. The validator reads them as
 * JavaScript reads numbers, to which blanks, `1e2` and `0x10` are some. Throws `INVALID_REQUEST`.
 */
export function integerQuery(
  path: string,
  method: string,
): (url: string) => void {
  const names = integerNames(path, method);
  return url => {
    const query = new URLSearchParams(url.split('?').slice(1).join('?'));
    for (const name of names) {
      if (!query.getAll(name).every(text => DIGITS.test(text))) {
        throw new HttpError(
          'INVALID_REQUEST',
          `${name} is an integer, written in digits`,
        );
      }
    }
  };
}

/** Names of the operation's query parameters that are integers. */
function integerNames(path: string, method: string): string[] {
  const item = memberOf(openapi.paths, path);
  return [item, memberOf(item, method)]
    .flatMap(part => listOf(part?.parameters))
    .map(resolved)
    .flatMap(parameter =>
      parameter?.in === 'query' &&
      memberOf(parameter, 'schema')?.type === 'integer'
        ? [String(parameter.name)]
        : [],
    );
}

function resolved(parameter: unknown): Json | undefined {
  const object = jsonOf(parameter);
  return typeof object?.$ref === 'string'
    ? memberOf(
        openapi.components.parameters,
        object.$ref.replace('#/components/parameters/', ''),
      )
    : object;
}

function memberOf(object: unknown, name: string): Json | undefined {
  return jsonOf(jsonOf(object)?.[name]);
}

function jsonOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
