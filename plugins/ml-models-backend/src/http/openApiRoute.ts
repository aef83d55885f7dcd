import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { MlModelsPaths } from '@ml-models/backstage-plugin-ml-models-common';
import type { IRouter, Request, Response } from 'express';
import { HttpError } from './errors/HttpError';
import { integerQuery } from './query/integerQuery';

/** Methods of operations. */
export type Method = 'get' | 'put' | 'post' | 'delete';
/** One operation of the OpenAPI file. */
export type Operation<
  P extends keyof MlModelsPaths,
  M extends Method,
> = NonNullable<MlModelsPaths[P][M]>;
type PathParameters<O> = O extends { parameters: { path: infer T } } ? T : {};
type QueryParameters<O> = O extends { parameters: { query?: infer T } }
  ? NonNullable<T>
  : {};
type JsonBody<O> = O extends {
  requestBody?: { content: { 'application/json': infer T } };
}
  ? T
  : undefined;
type Responses<O> = O extends { responses: infer R } ? R : never;
type Json<R> = R extends { content: { 'application/json': infer T } }
  ? T
  : never;

/** Status and JSON body of one success that the OpenAPI file names for the operation. */
export type Answer<O> = {
  [S in Extract<keyof Responses<O>, number>]: {
    status: S;
    body: Json<Responses<O>[S]>;
  };
}[Extract<keyof Responses<O>, number>];

export type CallerCredentials = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

export interface RouteInput<P extends keyof MlModelsPaths, M extends Method> {
  path: PathParameters<Operation<P, M>>;
  query: QueryParameters<Operation<P, M>>;
  body: JsonBody<Operation<P, M>>;
  credentials: CallerCredentials;
  /** entity reference of the user, or subject of the service */
  caller: string;
  req: Request;
  res: Response;
}

/**
 * Mounts one operation of the OpenAPI file under its path. Parameters and body come validated and typed from
 * there, the caller is authenticated before the handler runs, and what the handler returns is the answer;
 * a handler that wrote the response itself returns nothing.
 */
export function openApiRoute<
  const P extends keyof MlModelsPaths & string,
  const M extends Method,
>(
  router: IRouter,
  httpAuth: HttpAuthService,
  method: M,
  path: P,
  handler: (
    input: RouteInput<P, M>,
  ) => Promise<Answer<Operation<P, M>> | undefined>,
): void {
  const checkIntegers = integerQuery(path, method);
  router[method](expressPath(path), async (req: Request, res: Response) => {
    // HEAD and other spellings of a path reach a route of express, but not the validator
    if (!isValidated(req)) {
      throw new HttpError('ROUTE_NOT_FOUND', 'There is no such route');
    }
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    checkIntegers(req.originalUrl);
    const answer = await handler({
      // validated against the OpenAPI file before the router is reached
      path: req.params as RouteInput<P, M>['path'],
      query: req.query as RouteInput<P, M>['query'],
      body: req.body,
      credentials,
      caller: callerOf(credentials),
      req,
      res,
    });
    if (answer) {
      res.status(answer.status).json(answer.body);
    }
  });
}

function isValidated(req: Request): boolean {
  return 'openapi' in req && req.openapi !== undefined;
}

/** `/models/{name}` → `/models/:name` */
export function expressPath(path: string): string {
  return path.replace(/\{([A-Za-z]+)\}/g, ':$1');
}

export function callerOf(credentials: CallerCredentials): string {
  return credentials.principal.type === 'user'
    ? credentials.principal.userEntityRef
    : credentials.principal.subject;
}
