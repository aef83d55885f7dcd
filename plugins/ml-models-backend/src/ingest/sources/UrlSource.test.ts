import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import {
  ArtifactRequest,
  ArtifactSource,
} from '@ml-models/backstage-plugin-ml-models-node';
import { ARTIFACT_SOURCE_CONTRACT } from '@ml-models/backstage-plugin-ml-models-node/testUtils';
import { UrlSource } from './UrlSource';

const BYTES = Buffer.from('the bytes of a model');

describe('UrlSource', () => {
  let server: Server;
  let host: string;

  beforeAll(async () => {
    server = createServer((req, res) => {
      const { pathname } = new URL(req.url ?? '/', 'http://host');
      if (pathname === '/models/m.onnx') {
        res.setHeader('ETag', '"v1"');
        res.end(BYTES);
      } else if (pathname === '/weak/m.onnx') {
        res.setHeader('ETag', 'W/"v1"');
        res.end(BYTES);
      } else if (pathname === '/redirect/m.onnx') {
        res.statusCode = 302;
        res.setHeader('Location', 'http://169.254.169.254/latest/meta-data');
        res.end();
      } else {
        res.statusCode = pathname.startsWith('/broken') ? 503 : 404;
        res.end();
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  function source(): ArtifactSource {
    const config = mockServices.rootConfig({
      data: {
        backend: { reading: { allow: [{ host }] } },
        integrations: {
          awsS3: [{}],
          gitea: [{ host: 'gitea.example.com' }],
          gerrit: [
            {
              host: 'gerrit.example.com',
              gitilesBaseUrl: 'https://gerrit.example.com',
            },
          ],
        },
      },
    });
    return new UrlSource({
      reader: UrlReaders.default({
        config,
        logger: mockServices.logger.mock(),
      }),
      integrations: ScmIntegrations.fromConfig(config),
    });
  }

  const about = { modelRef: 'mlmodel:default/m', version: '1' };
  const signal = () => new AbortController().signal;

  async function open(request: Partial<ArtifactRequest>) {
    const resolved = await source().resolve(
      { ...about, ...request },
      { signal: signal() },
    );
    if (resolved?.origin.type !== 'stream') {
      throw new Error('a stream is expected');
    }
    const opened = await resolved.origin.open({ signal: signal() });
    opened.stream.on('error', () => {}).destroy();
    return { resolved, opened };
  }

  it.each(ARTIFACT_SOURCE_CONTRACT)('$clause', async ({ test }) => {
    const subject = {
      source: source(),
      present: {
        request: { ...about, url: `http://${host}/models/m.onnx?sig=secret` },
        bytes: BYTES,
      },
      missing: { ...about, url: `http://${host}/models/none.onnx` },
      foreign: { ...about, path: 'm.onnx', location: 'file:/srv/c.yaml' },
    };
    await expect(test(subject)).resolves.toBeUndefined();
  });

  it('resolves relative paths against the location of the entity', async () => {
    const { resolved, opened } = await open({
      path: './m.onnx',
      location: `url:http://${host}/models/catalog-info.yaml`,
    });
    expect(resolved).toMatchObject({
      path: 'm.onnx',
      source: `http://${host}/models/m.onnx`,
    });
    expect(opened.revision).toBe(`http://${host}/models/m.onnx#"v1"`);
  });

  it('keeps no secret of a URL', async () => {
    const { resolved } = await open({
      url: `http://${host}/models/m.onnx?X-Amz-Signature=abc#frag`,
    });
    expect(resolved.source).toBe(`http://${host}/models/m.onnx`);
  });

  it('takes no weak etag for the identity of bytes', async () => {
    const { opened } = await open({ url: `http://${host}/weak/m.onnx` });
    expect(opened.revision).toBeUndefined();
  });

  it.each([
    ['http://127.0.0.1:1/m.onnx', 'SOURCE_NOT_ALLOWED'],
    ['https://user:pw@example.com/m.onnx', 'INVALID_URL'],
    ['ftp://example.com/m.onnx', 'INVALID_URL'],
    ['file:///etc/hostname', 'INVALID_URL'],
    ['http://github.com/a/b/blob/main/m.onnx', 'INVALID_URL'],
    ['not a url', 'INVALID_URL'],
    ['https://b.s3.eu-west-1.amazonaws.com/m.onnx', 'SOURCE_NOT_STREAMING'],
    ['https://s3.amazonaws.com/b/m.onnx', 'SOURCE_NOT_STREAMING'],
    ['http://storage.cloud.google.com/b/m.onnx', 'INVALID_URL'],
    ['https://gitea.example.com/a/b/src/m.onnx', 'SOURCE_NOT_STREAMING'],
    ['https://gerrit.example.com/a/+/main/m.onnx', 'SOURCE_NOT_STREAMING'],
  ])('refuses %s as %s', async (url, code) => {
    await expect(open({ url })).rejects.toMatchObject({ code });
  });

  it.each([
    ['/models/none.onnx', 'ARTIFACT_NOT_FOUND'],
    ['/broken/m.onnx', 'NOT_FETCHED'],
    ['/redirect/m.onnx', 'SOURCE_NOT_ALLOWED'],
  ])('answers %s with %s', async (path, code) => {
    await expect(open({ url: `http://${host}${path}` })).rejects.toMatchObject({
      code,
    });
  });

  it('refuses a relative path that leads up', async () => {
    await expect(
      open({
        path: '../m.onnx',
        location: `url:http://${host}/models/catalog-info.yaml`,
      }),
    ).rejects.toMatchObject({ code: 'PATH_OUTSIDE_ROOT' });
  });
});
