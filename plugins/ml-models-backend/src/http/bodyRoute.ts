import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { readText } from '@ml-models/artifact-io';
import type { MlModelsPaths } from '@ml-models/backstage-plugin-ml-models-common';
import type { TextLimits } from '@ml-models/bounded-text';
import type { IRouter, Request } from 'express';
import { readBody } from './body/readBody';
import { checkPath } from './checkPath';
import { HttpError } from './errors/HttpError';
import { HTTP_LIMITS } from './limits';
import {
  Answer,
  CallerCredentials,
  callerOf,
  expressPath,
  Method,
  openApiRoute,
  Operation,
  RouteInput,
} from './openApiRoute';

/** The two places of an operation with a body: before the validator, and behind it. */
export interface Doors {
  /** who may come in is asked here, before the body is read */
  entrance: IRouter;
  operations: IRouter;
}

/** What a body may cost, once its sender may send it. */
export interface BodyLimits {
  bytes: number;
  /** for all of it */
  totalMs: number;
  text: Partial<TextLimits>;
  /** a member that is kept as canonical bytes and not looked into */
  apart?: string;
}

/** A decision: some fields and a reason. */
export const COMMAND_BODY: BodyLimits = {
  bytes: HTTP_LIMITS.commandBytes,
  totalMs: HTTP_LIMITS.bodyTotalMs,
  text: { depth: 16, nodes: 1_000 },
};

/** An entity, to be looked at as a whole. */
export const ENTITY_BODY: BodyLimits = {
  bytes: HTTP_LIMITS.entityBytes,
  totalMs: HTTP_LIMITS.bodyTotalMs,
  text: { depth: HTTP_LIMITS.entityDepth, nodes: 50_000 },
};

/** A statement about a version: large, and nobody here looks into it. */
export const STATEMENT_BODY: BodyLimits = {
  bytes: HTTP_LIMITS.documentBytes,
  totalMs: HTTP_LIMITS.documentTotalMs,
  text: { depth: 100, nodes: 400_000, keys: 50_000 },
  apart: 'statement',
};

/** What `admit` knows: nothing that the caller sent but the path. */
export type Admission<P extends keyof MlModelsPaths, M extends Method> = Pick<
  RouteInput<P, M>,
  'path' | 'credentials' | 'caller' | 'req'
>;

interface Admitted<A> {
  credentials: CallerCredentials;
  admitted: A;
  apart?: Uint8Array;
}

/**
 * Mounts one operation that takes a JSON body. In this order: the path is checked, the caller authenticated, `admit`
 * decides whether that caller may do this at all, and only then the body is read, to its limit and in its time,
 * parsed within limits, a large one in a thread, and validated by the OpenAPI file. The handler is given what `admit`
 * answered.
 */
export function bodyRoute<
  const P extends keyof MlModelsPaths & string,
  const M extends Method,
  A,
>(
  doors: Doors,
  httpAuth: HttpAuthService,
  method: M,
  path: P,
  options: {
    body: BodyLimits;
    admit(admission: Admission<P, M>): Promise<A>;
  },
  handler: (
    input: RouteInput<P, M> & { admitted: A; apart?: Uint8Array },
  ) => Promise<Answer<Operation<P, M>> | undefined>,
): void {
  const { body, admit } = options;
  const requests = new WeakMap<Request, Admitted<A>>();
  const check = checkPath(path);
  doors.entrance[method](expressPath(path), async (req, res, next) => {
    check(req.params);
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const admitted = await admit({
      // checked a line above
      path: req.params as RouteInput<P, M>['path'],
      credentials,
      caller: callerOf(credentials),
      req,
    });
    const bytes = await readBody(req, res, {
      maxBytes: body.bytes,
      totalMs: body.totalMs,
    });
    const { value, apart } = bytes
      ? await readText({
          syntax: 'json',
          bytes,
          limits: { ...body.text, bytes: body.bytes, characters: body.bytes },
          apart: body.apart,
        })
      : { value: undefined, apart: undefined };
    req.body = value;
    requests.set(req, { credentials, admitted, apart });
    next();
  });
  openApiRoute(doors.operations, httpAuth, method, path, async input => {
    const entered = requests.get(input.req);
    if (!entered) {
      throw new HttpError('ROUTE_NOT_FOUND', 'There is no such route');
    }
    return handler({ ...input, ...entered });
  });
}
