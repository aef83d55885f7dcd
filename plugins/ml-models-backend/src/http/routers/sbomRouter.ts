import type { IRouter, Request, Response } from 'express';
import { parseEntityRef } from '@backstage/catalog-model';
import type { ModelState } from '../../domain/ModelState';
import { getVersion, latestVersion } from '../../domain/versions';
import { HttpError } from '../errors/HttpError';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';
import { sendDocument } from './sendDocument';

/** `verifier` of the bills of materials that the registry itself wrote. */
const OWN_VERIFIER = 'ml-models';
const SPDX_MEDIA_TYPE = 'application/spdx+json';

/** The bill of materials, byte for byte as recorded. */
export function sbomRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer } = options;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/sbom',
    async ({ path, query, credentials, req, res }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      await sendSbom(model, path.version, query.format, req, res);
      return undefined;
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/v1/models/{id}/sbom',
    async ({ path, query, credentials, req, res }) => {
      const model = await authorizer.readModel(credentials, { id: path.id });
      const version = latestVersion(model)?.labels[0];
      if (version === undefined) {
        throw new HttpError('VERSION_NOT_FOUND', 'The model has no version');
      }
      await sendSbom(model, version, query.format, req, res);
      return undefined;
    },
  );

  async function sendSbom(
    model: ModelState,
    label: string,
    format: string | undefined,
    req: Request,
    res: Response,
  ): Promise<void> {
    const version = getVersion(model, label);
    const mediaType = req.accepts([SPDX_MEDIA_TYPE, 'application/json']);
    if ((format ?? 'spdx-2.3') !== 'spdx-2.3' || !mediaType) {
      throw new HttpError(
        'FORMAT_NOT_AVAILABLE',
        'The bill of materials is available as spdx-2.3 only',
      );
    }
    const recorded = version.attestations.findLast(
      attestation =>
        attestation.verifier === OWN_VERIFIER &&
        attestation.document.mediaType === SPDX_MEDIA_TYPE,
    );
    if (!recorded) {
      throw new HttpError(
        'DOCUMENT_NOT_FOUND',
        'No bill of materials is recorded for this version',
      );
    }
    const { name } = parseEntityRef(model.modelRef);
    await sendDocument(options.models, req, res, {
      digest: recorded.document.digest,
      mediaType,
      fileName: `${name}-${version.labels[0]}.spdx.json`,
    });
  }
}
