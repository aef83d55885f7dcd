import type { IRouter } from 'express';
import { openapi } from '../../schema/openapi.generated';
import type { RouterOptions } from '../RouterOptions';

/** The OpenAPI file as it is, with the address under which it was asked for. */
export function openApiDocumentRouter(
  router: IRouter,
  { httpAuth }: Pick<RouterOptions, 'httpAuth'>,
): void {
  router.get('/openapi.json', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    res.json({ ...openapi, servers: [{ url: req.baseUrl || '/' }] });
  });
}
