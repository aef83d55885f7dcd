import { mlModelAttestPermission } from '@ml-models/backstage-plugin-ml-models-common';
import { getVersion } from '../../domain/versions';
import { bytesDocument, referenceTo } from '../../ingest/documents/documentOf';
import { bodyRoute, STATEMENT_BODY, Doors } from '../bodyRoute';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

export function attestationsRouter(doors: Doors, options: RouterOptions): void {
  const { httpAuth, authorizer, models, answers } = options;
  const { operations: router } = doors;

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

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}/attestations',
    {
      body: STATEMENT_BODY,
      admit: ({ path, credentials }) =>
        authorizer.actOnModel(
          credentials,
          { modelRef: modelRefOf(path) },
          mlModelAttestPermission,
        ),
    },
    async ({ path, body, caller, apart, admitted: model }) => {
      const { manifestDigest } = getVersion(model, path.version);
      if (!apart) {
        throw new Error('A statement that was validated is not there');
      }
      const document = bytesDocument(
        body.mediaType ?? 'application/json',
        apart,
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
