import {
  mlModelReviewPermission,
  mlModelTransitionPermission,
  mlModelWaivePermission,
} from '@ml-models/backstage-plugin-ml-models-common';
import { getVersion } from '../../domain/versions';
import { bytesDocument, referenceTo } from '../../ingest/documents/documentOf';
import type { DocumentBytes } from '../../store/ModelStore';
import { bodyRoute, COMMAND_BODY, Doors } from '../bodyRoute';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

/** Characters of a reason that stand in the event for the page; all of it is the document. */
const REASON_LINE_LENGTH = 200;

/** Assessment, reviews, stages and waivers of one version. */
export function governanceRouter(doors: Doors, options: RouterOptions): void {
  const { httpAuth, authorizer, models, answers } = options;
  const { operations: router } = doors;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/assessment',
    async ({ path, credentials }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      const body = await answers.assessment(model, path.version);
      return { status: 200, body };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}/reviews/{reviewId}',
    {
      body: COMMAND_BODY,
      admit: ({ path, credentials }) =>
        authorizer.actOnModel(
          credentials,
          { modelRef: modelRefOf(path) },
          mlModelReviewPermission,
        ),
    },
    async ({ path, body, caller, admitted: model }) => {
      const comment = textDocument(body.comment);
      const { state } = await models.execute(
        {
          type: 'DecideReview',
          modelRef: model.modelRef,
          version: path.version,
          reviewId: path.reviewId,
          decision: body.decision,
          comment: referenceTo(comment),
        },
        { by: caller, documents: [comment] },
      );
      return {
        status: 200,
        body: await answers.assessment(state, path.version),
      };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}/transitions',
    {
      body: COMMAND_BODY,
      admit: ({ path, credentials }) =>
        authorizer.actOnModel(
          credentials,
          { modelRef: modelRefOf(path) },
          mlModelTransitionPermission,
        ),
    },
    async ({ path, body, caller, admitted: model }) => {
      const reason = textDocument(body.reason);
      const { state } = await models.execute(
        {
          type: 'TransitionVersion',
          modelRef: model.modelRef,
          version: path.version,
          to: body.to,
          reason: referenceTo(reason),
          reasonText: firstLine(body.reason),
          redirectTo: body.redirectTo,
          ...(body.to === 'approved' && {
            faults: await answers.scanFaults(model, path.version),
          }),
        },
        { by: caller, documents: [reason] },
      );
      return { status: 200, body: await answers.version(state, path.version) };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}/waivers',
    {
      body: COMMAND_BODY,
      admit: ({ path, credentials }) =>
        authorizer.actOnModel(
          credentials,
          { modelRef: modelRefOf(path) },
          mlModelWaivePermission,
        ),
    },
    async ({ path, body, caller, admitted: model }) => {
      getVersion(model, path.version);
      const reason = textDocument(body.reason);
      const seen = await answers.seenRequirement(
        model,
        path.version,
        body.requirement,
      );
      const { state } = await models.execute(
        {
          type: 'WaiveRequirement',
          modelRef: model.modelRef,
          version: path.version,
          requirement: body.requirement,
          reason: referenceTo(reason),
          expiresAt: body.expiresAt,
          seen,
        },
        { by: caller, documents: [reason] },
      );
      return {
        status: 201,
        body: await answers.assessment(state, path.version),
      };
    },
  );
}

/** What a person wrote, as a document: it can be erased and the history still verifies. */
function textDocument(text: string): DocumentBytes {
  return bytesDocument('text/plain; charset=utf-8', Buffer.from(text, 'utf8'));
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0].slice(0, REASON_LINE_LENGTH);
}
