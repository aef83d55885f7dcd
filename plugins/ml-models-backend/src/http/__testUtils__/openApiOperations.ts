import { openapi } from '../../schema/openapi.generated';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** One operation of the OpenAPI file. */
export interface OpenApiOperation {
  method: (typeof METHODS)[number];
  /** path template */
  path: string;
  operationId: string;
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, unknown>;
  /** empty where no token is needed */
  security?: readonly unknown[];
}

type PathItem = Partial<
  Record<(typeof METHODS)[number], Omit<OpenApiOperation, 'method' | 'path'>>
>;

/** Every operation of the OpenAPI file, so that no table of tests can forget one. */
export const openApiOperations: readonly OpenApiOperation[] = Object.entries(
  openapi.paths as Record<string, PathItem>,
).flatMap(([path, item]) =>
  METHODS.flatMap(method => {
    const operation = item[method];
    return operation ? [{ method, path, ...operation }] : [];
  }),
);

/** The operation that a concrete path belongs to. */
export function findOperation(
  method: string,
  url: string,
): OpenApiOperation | undefined {
  const path = url.split('?', 1)[0];
  return openApiOperations
    .filter(operation => operation.method === method.toLowerCase())
    .filter(operation =>
      new RegExp(`^${operation.path.replace(/\{[A-Za-z]+\}/g, '[^/]+')}$`).test(
        path,
      ),
    )
    .sort(
      // a fixed word beats a parameter
      (left, right) => placeholders(left.path) - placeholders(right.path),
    )[0];
}

function placeholders(path: string): number {
  return path.split('{').length;
}
