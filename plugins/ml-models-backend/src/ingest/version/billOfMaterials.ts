import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import {
  bomGaps,
  readBomInput,
  serializeBom,
  spdx23,
} from '@ml-models/model-bom';
import type { InspectedArtifact } from '../artifact/InspectedArtifact';
import type { Declaration } from '../../domain/ModelCommand';
import type { DocumentBytes } from '../../store/ModelStore';
import { bytesDocument, MEDIA_TYPES } from '../documents/documentOf';

/** `predicate_type` of an SPDX document, as in-toto names it. */
export const SPDX_PREDICATE = 'https://spdx.dev/Document';

/** The SPDX 2.3 document of a version, and how many of its expected facts are not known. */
export function billOfMaterials({
  entity,
  declaration,
  version,
  manifestDigest,
  artifacts,
  created,
  tool,
}: {
  entity: MlModelEntityV1alpha1;
  declaration: Pick<Declaration, 'owner'>;
  version: string;
  manifestDigest: string;
  artifacts: readonly Pick<InspectedArtifact, 'recorded' | 'inspection'>[];
  created: Date;
  tool: { name: string; version: string };
}): { document: DocumentBytes; gaps: number } {
  const bom = readBomInput({
    entity,
    known: {
      version,
      owner: declaration.owner,
      downloadLocation: artifacts
        .map(({ recorded }) => recorded.source)
        .find(source => source.startsWith('https:')),
    },
    files: artifacts.map(({ recorded, inspection }) => ({
      path: recorded.path,
      size: Number(recorded.size),
      sha256: recorded.digest,
      inspection,
    })),
    manifestDigest,
    // no entity and no upload can name them
    withoutInput: ['dependencies'],
    created: `${created.toISOString().slice(0, 19)}Z`,
    tool,
  });
  const bytes = Buffer.from(serializeBom(spdx23(bom)), 'utf8');
  return {
    document: bytesDocument(MEDIA_TYPES.spdx, bytes),
    gaps: bomGaps(bom).length,
  };
}
