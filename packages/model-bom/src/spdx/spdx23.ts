import { BomError } from '../BomError';
import type { BomDependency, BomInput, BomReference } from '../BomInput';
import { LicenseRefs } from '../license/LicenseRefs';
import { MAX_DEPENDENCIES } from '../limits';
import { canonicalManifest } from '../manifestDigest';
import { oneLine } from '../text';
import { describedFiles } from './describedFiles';
import { documentNamespace } from './documentNamespace';
import { ElementIds } from './ElementIds';
import { PackageWriter } from './PackageWriter';
import type {
  SpdxDocument,
  SpdxExtractedLicense,
  SpdxPackage,
  SpdxRelationship,
  SpdxRelationshipType,
} from './SpdxDocument';

/**
 * SPDX 2.3 JSON of one version of a model. The same input gives the same
 * document, whatever the order of files and dependencies.
 *
 * Files are described as packages of purpose `FILE`: an SPDX file needs a
 * SHA-1 (§8.4), which nobody computes for weights any more, and a package
 * with `filesAnalyzed: false` may not contain files (§7.8).
 *
 * Throws `BomError`; which codes stands there.
 * @public
 */
export function spdx23(input: BomInput): SpdxDocument {
  checkInput(input);
  const refs = new LicenseRefs();
  const write = new PackageWriter(input, new ElementIds(), refs);

  const model = write.model();
  const files = describedFiles(input.files, write);
  const related = [
    ...relatedModels(input, model, write),
    ...dependencies(input, model, write),
  ];
  const relationships: SpdxRelationship[] = [
    relationship('SPDXRef-DOCUMENT', 'DESCRIBES', model.SPDXID),
    ...files.packages.map(file =>
      relationship(model.SPDXID, 'CONTAINS', file.SPDXID),
    ),
    ...files.relationships,
    ...related.flatMap(item => item.relationships),
  ];
  const extracted = refs.all().map(extractedLicense);

  return {
    SPDXID: 'SPDXRef-DOCUMENT',
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    name: oneLine(`${input.model.name}-${input.model.version}`),
    documentNamespace: documentNamespace(input),
    creationInfo: { created: input.created, creators: [write.annotator] },
    packages: [model, ...files.packages, ...related.map(item => item.package)],
    relationships,
    ...(extracted.length > 0 ? { hasExtractedLicensingInfos: extracted } : {}),
  };
}

interface Related {
  package: SpdxPackage;
  relationships: SpdxRelationship[];
}

function relatedModels(
  { model: { baseModel, adapterOf, datasets = [] } }: BomInput,
  model: SpdxPackage,
  write: PackageWriter,
): Related[] {
  const relate = (
    kind: 'Model' | 'Dataset',
    reference: BomReference,
    ...types: SpdxRelationshipType[]
  ): Related => {
    const other = write.reference(kind, reference);
    return {
      package: other,
      relationships: types.map(type =>
        relationship(model.SPDXID, type, other.SPDXID),
      ),
    };
  };
  const same = baseModel && adapterOf && sameReference(baseModel, adapterOf);
  return [
    ...(baseModel && !same
      ? [relate('Model', baseModel, 'DESCENDANT_OF')]
      : []),
    ...(adapterOf
      ? [relate('Model', adapterOf, 'DESCENDANT_OF', 'DEPENDS_ON')]
      : []),
    ...[...datasets]
      .sort((a, b) => order(a.name, b.name) || order(a.version, b.version))
      .map(dataset => relate('Dataset', dataset, 'GENERATED_FROM')),
  ];
}

function dependencies(
  { dependencies: given = [] }: BomInput,
  model: SpdxPackage,
  write: PackageWriter,
): Related[] {
  return [...given]
    .sort(
      (a, b) =>
        order(a.name, b.name) ||
        order(a.version, b.version) ||
        order(a.scope, b.scope) ||
        order(a.purl, b.purl),
    )
    .map(dependency => {
      const other = write.dependency(dependency);
      return {
        package: other,
        relationships: [
          dependencyRelationship(dependency, model.SPDXID, other.SPDXID),
        ],
      };
    });
}

/** `A …_DEPENDENCY_OF B`: A is needed by B; `DEPENDS_ON` reads the other way. */
function dependencyRelationship(
  { scope = 'runtime' }: BomDependency,
  model: string,
  dependency: string,
): SpdxRelationship {
  switch (scope) {
    case 'build':
      return relationship(dependency, 'BUILD_DEPENDENCY_OF', model);
    case 'development':
      return relationship(dependency, 'DEV_DEPENDENCY_OF', model);
    case 'test':
      return relationship(dependency, 'TEST_DEPENDENCY_OF', model);
    case 'optional':
      return relationship(dependency, 'OPTIONAL_DEPENDENCY_OF', model);
    case 'provided':
      return relationship(dependency, 'PROVIDED_DEPENDENCY_OF', model);
    default:
      return relationship(model, 'DEPENDS_ON', dependency);
  }
}

function relationship(
  spdxElementId: string,
  relationshipType: SpdxRelationshipType,
  relatedSpdxElement: string,
): SpdxRelationship {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

/** §10.1–10.3: the text is mandatory, and only what was declared is known. */
function extractedLicense(ref: {
  id: string;
  declared: string;
}): SpdxExtractedLicense {
  return {
    licenseId: ref.id,
    name: ref.declared,
    extractedText: `The licence was declared as “${ref.declared}”. Its text was not given.`,
  };
}

function sameReference(a: BomReference, b: BomReference): boolean {
  return a.name === b.name && a.version === b.version;
}

function order(a: string = '', b: string = ''): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function checkInput(input: BomInput) {
  // every rule about files is the manifest's
  canonicalManifest(input.files);
  if (!/^sha256:[0-9a-f]{64}$/.test(input.manifestDigest)) {
    throw new BomError('INVALID_DIGEST', 'the manifest digest is no SHA-256');
  }
  if (!isTimestamp(input.created)) {
    throw new BomError(
      'INVALID_TIMESTAMP',
      'created is a time of the form 2026-01-31T12:00:00Z',
    );
  }
  const related =
    (input.dependencies?.length ?? 0) + (input.model.datasets?.length ?? 0);
  if (related > MAX_DEPENDENCIES) {
    throw new BomError(
      'LIMIT_EXCEEDED',
      `more than ${MAX_DEPENDENCIES} dependencies and data sets`,
    );
  }
}

/** §6.9: UTC with whole seconds. */
export function isTimestamp(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString() === text.replace('Z', '.000Z')
  );
}
