import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import { isSha256Digest } from '@ml-models/model-formats/digest';
import type { StagedFile } from '../../store/StagingStore';
import type { IngestionProblem } from '../problems';
import { publicUrl } from '../sources/publicUrl';
import type { DeclaredArtifact } from './DeclaredArtifact';

/**
 * The artifacts that an entity declares, and with an upload its files: a staged file takes the declared
 * digest of its path. Everything that is wrong is named at once. That there is none at all is the triple
 * check's to say.
 */
export function declaredArtifacts(
  entity: MlModelEntityV1alpha1,
  staged: readonly StagedFile[] = [],
): { artifacts: DeclaredArtifact[]; problems: IngestionProblem[] } {
  const artifacts: DeclaredArtifact[] = [];
  const problems: IngestionProblem[] = [];
  const declared: unknown = entity.spec.artifacts;
  const items: unknown[] = Array.isArray(declared) ? declared : [];
  items.forEach((item, index) => {
    const read = readArtifactItem(item, `spec.artifacts[${index}]`);
    if ('code' in read) {
      problems.push(read);
    } else {
      artifacts.push(read);
    }
  });
  const names = new Set(artifacts.map(({ path }) => plain(path)));
  const { card } = entity.spec;
  for (const { path } of staged) {
    const isCard = typeof card === 'string' && plain(card) === path;
    if (!names.has(path) && !isCard) {
      artifacts.push({ path, label: path });
    }
  }
  return { artifacts, problems };
}

function readArtifactItem(
  item: unknown,
  field: string,
): DeclaredArtifact | IngestionProblem {
  const invalid = (message: string): IngestionProblem => ({
    code: 'INVALID_ARTIFACT',
    field,
    message: `${field}: ${message}`,
  });
  if (typeof item !== 'object' || item === null) {
    return invalid('an artifact has a path or a url');
  }
  const { path, url, digest } = item as Record<string, unknown>;
  if ((path === undefined) === (url === undefined)) {
    return invalid('exactly one of path and url is expected');
  }
  if (typeof (path ?? url) !== 'string') {
    return invalid('path and url are texts');
  }
  if (
    digest !== undefined &&
    (typeof digest !== 'string' || !isSha256Digest(digest))
  ) {
    return invalid('a digest is sha256: and 64 lower-case hex digits');
  }
  return {
    ...(typeof path === 'string' && { path }),
    ...(typeof url === 'string' && { url }),
    ...(typeof digest === 'string' && { digest }),
    label: typeof path === 'string' ? path : labelOf(String(url)),
  };
}

function labelOf(url: string): string {
  return URL.canParse(url) ? publicUrl(new URL(url)) : 'url';
}

function plain(path: string | undefined): string | undefined {
  return path?.replace(/^(\.\/)+/, '');
}
