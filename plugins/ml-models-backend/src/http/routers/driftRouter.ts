import type {
  ModelEvent,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelDriftPermission } from '@ml-models/backstage-plugin-ml-models-common';
import { getVersion } from '../../domain/versions';
import { driftPage } from '../answers/driftPage';
import { bodyRoute, COMMAND_BODY, Doors } from '../bodyRoute';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

/** Drift measurements and what the model's tier does about them. */
export function driftRouter(doors: Doors, options: RouterOptions): void {
  const { httpAuth, authorizer, models, policy } = options;
  const { operations: router } = doors;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/drift',
    async ({ path, query, credentials }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      const body = await driftPage(models, model, path.version, {
        limit: query.limit ?? 50,
        cursor: query.cursor,
      });
      return { status: 200, body };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}/drift',
    {
      body: COMMAND_BODY,
      admit: ({ path, credentials }) =>
        authorizer.actOnModel(
          credentials,
          { modelRef: modelRefOf(path) },
          mlModelDriftPermission,
        ),
    },
    async ({ path, body, caller, admitted: model }) => {
      getVersion(model, path.version);
      const { events } = await models.execute(
        {
          type: 'RecordDrift',
          modelRef: model.modelRef,
          version: path.version,
          metric: body.metric,
          score: body.score,
          samples: body.samples,
          window: body.window,
          measuredAt: body.measuredAt,
          source: body.source ?? caller,
          policy: policy.governance,
          policyDigest: policy.digest,
        },
        { by: caller },
      );
      return { status: 200, body: driftDecision(events) };
    },
  );
}

function driftDecision(events: ModelEvent[]): Wire['DriftDecision'] {
  const assessed = events.find(event => event.type === 'RiskAssessed');
  const review = events.find(event => event.type === 'ReviewRequested');
  if (!assessed) {
    throw new Error('A measurement was recorded without an assessment');
  }
  const { decision, tier, threshold, metric, score, reason } = assessed.data;
  return {
    action: decision,
    tier,
    threshold,
    metric,
    score,
    reason,
    ...(assessed.data.newer_measured_at !== undefined && {
      newerMeasuredAt: assessed.data.newer_measured_at,
    }),
    ...(review && { reviewId: review.data.review_id }),
  };
}
