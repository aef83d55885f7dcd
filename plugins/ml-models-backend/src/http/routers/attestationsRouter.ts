import type { IRouter } from 'express';
import { mlModelAttestPermission } from '@ml-models/backstage-plugin-ml-models-common';
import { getVersion } from '../../domain/versions';
import { jsonDocument, referenceTo } from '../../ingest/documents/documentOf';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

export function attestationsRouter(
  router: IRouter,
  options: RouterOptions,
): void {
  const { httpAuth, authorizer, models, answers } = options;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/attestations',
    async ({ path, credentials }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      const items = await answers.attestations(model, path.version);
      return { status: 200, body: { items } };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}/attestations',
    async ({ path, body, credentials, caller }) => {
      const model = await authorizer.actOnModel(
        credentials,
        { modelRef: modelRefOf(path) },
        mlModelAttestPermission,
      );
      const { manifestDigest } = getVersion(model, path.version);
      const document = jsonDocument(
        body.mediaType ?? 'application/json',
        body.statement,
      );
      const verdict = await options.verify({
        modelRef: model.modelRef,
        version: path.version,
        subject: manifestDigest,
        mediaType: document.mediaType,
        document: document.bytes,
      });
      const { state } = await models.execute(
        {
          type: 'RecordAttestation',
          modelRef: model.modelRef,
          version: path.version,
          subject: manifestDigest,
          predicateType: body.predicateType,
          ...verdict,
          document: referenceTo(document),
        },
        { by: caller, documents: [document] },
      );
      const recorded = (await answers.attestations(state, path.version)).find(
        attestation =>
          attestation.document.digest === document.digest &&
          attestation.predicateType === body.predicateType,
      );
      if (!recorded) {
        throw new Error('An attestation that was just recorded is not there');
      }
      return { status: 201, body: recorded };
    },
  );
}
