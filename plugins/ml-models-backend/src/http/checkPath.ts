import { openapi } from '../schema/openapi.generated';
import { HttpError } from './errors/HttpError';

interface PathParameter {
  name: string;
  pattern?: RegExp;
  minLength: number;
  maxLength: number;
}

interface Schema {
  $ref?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
}

interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  schema?: Schema;
}

type PathItem = { parameters?: readonly Parameter[] };

/**
 * A check of the path's parameters by the OpenAPI file, for what happens before its validator: the permission is
 * asked, and bodies are read, only for a path that names something. The check throws `INVALID_REQUEST`.
 */
export function checkPath(
  template: string,
): (params: Readonly<Record<string, string>>) => void {
  const parameters = pathParameters(template);
  return params => {
    for (const { name, pattern, minLength, maxLength } of parameters) {
      const value = params[name] ?? '';
      if (
        value.length < minLength ||
        value.length > maxLength ||
        pattern?.test(value) === false
      ) {
        throw new HttpError('INVALID_REQUEST', `${name} is not valid`);
      }
    }
  };
}

function pathParameters(template: string): PathParameter[] {
  const paths = openapi.paths as Record<string, PathItem>;
  return (paths[template]?.parameters ?? [])
    .map(parameter => resolve<Parameter>(parameter))
    .filter(parameter => parameter.in === 'path')
    .map(({ name = '', schema = {} }) => {
      const {
        pattern,
        minLength = 1,
        maxLength = Infinity,
      } = resolve<Schema>(schema);
      return {
        name,
        minLength,
        maxLength,
        ...(pattern && { pattern: new RegExp(pattern, 'u') }),
      };
    });
}

/** What a reference inside the OpenAPI file stands for. */
function resolve<T extends { $ref?: string }>(value: T): T {
  if (value.$ref === undefined) {
    return value;
  }
  const path = value.$ref.split('/').slice(1);
  return path.reduce<unknown>(
    (node, key) => (node as Record<string, unknown>)[key],
    openapi,
  ) as T;
}
