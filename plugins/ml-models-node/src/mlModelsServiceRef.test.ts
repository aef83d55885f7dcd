import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMlModelsService } from './mlModelsServiceRef';

describe('mlModelsServiceRef', () => {
  it('calls the plugin for the caller, with a token for this plugin alone', async () => {
    const seen: { url?: string; authorization?: string }[] = [];
    const server = createServer((req, res) => {
      const { authorization } = req.headers;
      seen.push({ url: req.url, authorization });
      res.setHeader('Content-Type', 'application/json');
      res.end('{"items":[],"nextCursor":null}');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    try {
      const auth = mockServices.auth.mock();
      auth.getPluginRequestToken.mockResolvedValue({ token: 'secret' });
      const service = createMlModelsService({
        auth,
        discovery: mockServices.discovery.mock({
          getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        }),
      });
      const credentials = mockCredentials.user();
      const client = await service.getClient({ credentials });
      const { data } = await client.GET('/models', {
        params: { query: { text: 'lora' } },
      });
      expect(data).toEqual({ items: [], nextCursor: null });
      expect(seen).toEqual([
        {
          url: '/api/ml-models/models?text=lora',
          authorization: 'Bearer secret',
        },
      ]);
      expect(auth.getPluginRequestToken).toHaveBeenCalledWith({
        onBehalfOf: credentials,
        targetPluginId: 'ml-models',
      });
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });
});
