import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { parseLocationRef } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  ArtifactRequest,
  ArtifactSource,
  ArtifactSourceError,
  ArtifactStream,
  ProviderOptions,
  ResolvedArtifact,
} from '@ml-models/backstage-plugin-ml-models-node';
import { artifactPath } from './artifactPath';
import { integrationOf } from './integrationOf';
import { publicUrl } from './publicUrl';

/**
 * URLs through the portal's `UrlReaderService`, and with it through its allow-lists alone: configured
 * integrations and `backend.reading.allow` (CWE-918). Relative paths of an entity that came from a URL
 * resolve against that URL.
 */
export class UrlSource implements ArtifactSource {
  readonly name = 'url';

  constructor(
    private readonly deps: {
      reader: UrlReaderService;
      integrations: ScmIntegrationRegistry;
    },
  ) {}

  async resolve(
    request: ArtifactRequest,
  ): Promise<ResolvedArtifact | undefined> {
    const target = this.targetOf(request);
    if (!target) {
      return undefined;
    }
    const { url, path } = target;
    this.assertReadable(url);
    const source = publicUrl(url);
    return {
      path,
      source,
      origin: {
        type: 'stream',
        open: options => this.open(url, source, options),
      },
    };
  }

  private targetOf(
    request: ArtifactRequest,
  ): { url: URL; path: string } | undefined {
    if (request.url !== undefined) {
      const url = parseUrl(request.url);
      return { url, path: artifactPath(lastSegment(url)) };
    }
    const location = request.location && parseLocationRef(request.location);
    if (request.path === undefined || !location || location.type !== 'url') {
      return undefined;
    }
    const path = artifactPath(request.path);
    const base = parseUrl(location.target);
    const resolved = this.deps.integrations.resolveUrl({
      url: path.split('/').map(encodeURIComponent).join('/'),
      base: base.href,
    });
    const url = parseUrl(resolved);
    if (url.origin !== base.origin) {
      throw new ArtifactSourceError(
        'PATH_OUTSIDE_ROOT',
        `${path} leads away from the host of the catalog file`,
      );
    }
    return { url, path };
  }

  private assertReadable(url: URL): void {
    const integration = integrationOf(this.deps.integrations, url);
    if (url.username || url.password) {
      throw new ArtifactSourceError(
        'INVALID_URL',
        'a URL with credentials inside is not read; configure an integration',
      );
    }
    // Without an integration only backend.reading.allow can let a plain http host through.
    if (
      url.protocol !== 'https:' &&
      (url.protocol !== 'http:' || integration)
    ) {
      throw new ArtifactSourceError('INVALID_URL', 'only https is read');
    }
    if (integration && !integration.streams) {
      throw new ArtifactSourceError(
        'SOURCE_NOT_STREAMING',
        `the portal's ${integration.type} reader holds whole objects in memory`,
      );
    }
  }

  private async open(
    url: URL,
    source: string,
    { signal }: ProviderOptions,
  ): Promise<ArtifactStream> {
    const response = await this.deps.reader
      .readUrl(url.href, { signal })
      .catch(error => {
        throw sourceError(error, source);
      });
    if (!response.stream) {
      throw new ArtifactSourceError(
        'SOURCE_NOT_STREAMING',
        `the reader of ${source} cannot stream`,
      );
    }
    const { etag } = response;
    return {
      stream: response.stream(),
      // A weak etag promises the same meaning, not the same bytes (RFC 9110 §8.8.3).
      ...(etag &&
        !etag.startsWith('W/') && { revision: `${url.href}#${etag}` }),
    };
  }
}

function sourceError(error: unknown, source: string): ArtifactSourceError {
  const { name, message } = error as Error;
  if (name === 'NotFoundError') {
    return new ArtifactSourceError(
      'ARTIFACT_NOT_FOUND',
      `${source} is not there`,
      { cause: error },
    );
  }
  const notAllowed =
    name === 'NotAllowedError' || message?.includes('backend.reading.allow');
  return notAllowed
    ? new ArtifactSourceError(
        'SOURCE_NOT_ALLOWED',
        `${source} is neither of a configured integration nor allowed by backend.reading.allow`,
        { cause: error },
      )
    : new ArtifactSourceError('NOT_FETCHED', `${source} did not answer`, {
        cause: error,
      });
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new ArtifactSourceError('INVALID_URL', 'not an absolute URL', {
      cause,
    });
  }
}

function lastSegment(url: URL): string {
  const segment = url.pathname.split('/').findLast(part => part !== '') ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
