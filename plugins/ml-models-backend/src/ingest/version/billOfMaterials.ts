import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import { BomInput, serializeBom, spdx23 } from '@ml-models/model-bom';
import type { InspectedArtifact } from '../artifact/InspectedArtifact';
import type { Declaration } from '../../domain/ModelCommand';
import type { DocumentBytes } from '../../store/ModelStore';
import { bytesDocument, MEDIA_TYPES } from '../documents/documentOf';

/** `predicate_type` of an SPDX document, as in-toto names it. */
export const SPDX_PREDICATE = 'https://spdx.dev/Document';

/** The SPDX 2.3 document of a version, and how many of its expected facts are not known. */
export function billOfMaterials(input: {
  entity: MlModelEntityV1alpha1;
  declaration: Declaration;
  version: string;
  manifestDigest: string;
  artifacts: readonly InspectedArtifact[];
  created: Date;
  tool: { name: string; version: string };
}): { document: DocumentBytes; gaps: number } {
  const bom = bomInput(input);
  const bytes = Buffer.from(serializeBom(spdx23(bom)), 'utf8');
  return {
    document: bytesDocument(MEDIA_TYPES.spdx, bytes),
    gaps: countGaps(bom),
  };
}

function bomInput({
  entity: { spec, metadata },
  declaration,
  version,
  manifestDigest,
  artifacts,
  created,
  tool,
}: Parameters<typeof billOfMaterials>[0]): BomInput {
  const url = artifacts
    .map(({ recorded }) => recorded.source)
    .find(source => source.startsWith('https:'));
  return {
    model: {
      name: metadata.name,
      version,
      owner: declaration.owner,
      ...(text(spec.publisher) && {
        supplier: { type: 'organization', name: text(spec.publisher) ?? '' },
      }),
      license: text(spec.license),
      description: text(metadata.description),
      downloadLocation: url,
      type: text(spec.type),
      task: text(spec.task),
      framework: text(spec.framework),
      tier: declaration.tier,
      intendedUse: text(spec.intendedUse),
      limitations: text(spec.limitations),
      inputs: spec.inputs,
      outputs: spec.outputs,
      baseModel: reference(spec.baseModel),
      adapterOf: reference(spec.adapterOf),
      datasets: Array.isArray(spec.datasets)
        ? spec.datasets.flatMap(dataset => reference(dataset) ?? [])
        : undefined,
    },
    files: artifacts.map(({ recorded, inspection }) => ({
      path: recorded.path,
      size: Number(recorded.size),
      sha256: recorded.digest,
      inspection,
    })),
    manifestDigest,
    created: `${created.toISOString().slice(0, 19)}Z`,
    tool,
  };
}

/**
 * What a reader of the document looks for and does not find: supplier, licence, description, place to
 * download from, data sets, dependencies, and the content of each file that was not read to its end.
 */
function countGaps({ model, files, dependencies }: BomInput): number {
  const expected = [
    model.supplier,
    model.license,
    model.description,
    model.downloadLocation,
    model.datasets?.[0],
    dependencies,
  ];
  const unread = files.filter(
    ({ inspection }) =>
      inspection?.status !== 'clean' && inspection?.status !== 'findings',
  );
  return expected.filter(fact => !fact).length + unread.length;
}

function reference(value: unknown): { name: string } | undefined {
  const name = text(value);
  return name ? { name } : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
