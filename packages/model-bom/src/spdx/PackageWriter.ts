import canonicalize from 'canonicalize';
import { BomError } from '../BomError';
import type {
  BomAgent,
  BomDependency,
  BomFile,
  BomInput,
  BomReference,
} from '../BomInput';
import type { LicenseRefs } from '../license/LicenseRefs';
import { readLicenseInto } from '../license/readLicense';
import { fileFacts, modelFacts } from '../modelFacts';
import { oneLine, prose } from '../text';
import type { ElementIds } from './ElementIds';
import { publicLocation } from './publicLocation';
import type { SpdxAnnotation, SpdxChecksum, SpdxPackage } from './SpdxDocument';

/** Writes the packages (SPDX 2.3 §7) of one document. */
export class PackageWriter {
  readonly #input: BomInput;
  readonly #ids: ElementIds;
  readonly #refs: LicenseRefs;

  constructor(input: BomInput, ids: ElementIds, refs: LicenseRefs) {
    this.#input = input;
    this.#ids = ids;
    this.#refs = refs;
  }

  /** §6.8: `Tool: <name>-<version>` */
  get annotator(): string {
    const { name, version } = this.#input.tool;
    return `Tool: ${oneLine(name)}-${oneLine(version)}`;
  }

  model(): SpdxPackage {
    const { model, files } = this.#input;
    const only = files.length === 1 ? files[0] : undefined;
    return {
      ...this.#package(['Model', model.name, model.version], model),
      supplier: agent(model.supplier),
      downloadLocation: publicLocation(model.downloadLocation),
      ...(model.description ? { description: prose(model.description) } : {}),
      ...(only
        ? { packageFileName: only.path, checksums: checksums(only) }
        : {}),
      primaryPackagePurpose: 'OTHER',
      annotations: [this.#annotation(modelFacts(this.#input))],
    };
  }

  file(file: BomFile): SpdxPackage {
    return {
      ...this.#package(['File', file.path], {
        name: file.path,
        license: file.inspection?.metadata?.license,
      }),
      name: file.path,
      packageFileName: file.path,
      checksums: checksums(file),
      primaryPackagePurpose: 'FILE',
      annotations: [this.#annotation(fileFacts(file))],
    };
  }

  /** Another model or a data set; only what was declared is known of it. */
  reference(kind: 'Model' | 'Dataset', reference: BomReference): SpdxPackage {
    const { digest } = reference;
    return {
      ...this.#package([kind, reference.name, reference.version], reference),
      downloadLocation: publicLocation(
        reference.downloadLocation ?? reference.name,
      ),
      ...(digest ? { checksums: [sha256Checksum(digest)] } : {}),
      primaryPackagePurpose: 'OTHER',
    };
  }

  dependency(dependency: BomDependency): SpdxPackage {
    const { name, version, purl, supplier } = dependency;
    return {
      ...this.#package(['Package', name, version], dependency),
      supplier: agent(supplier),
      primaryPackagePurpose: 'LIBRARY',
      ...(purl && /^pkg:[a-z][a-z0-9.+-]*\/[\x21-\x7e]+$/i.test(purl)
        ? {
            externalRefs: [
              {
                referenceCategory: 'PACKAGE-MANAGER',
                referenceType: 'purl',
                referenceLocator: purl,
              },
            ],
          }
        : {}),
    };
  }

  #package(
    idParts: (string | undefined)[],
    declared: { name: string; version?: string; license?: string },
  ): SpdxPackage {
    return {
      SPDXID: this.#ids.next(...idParts),
      name: oneLine(declared.name) || 'NOASSERTION',
      ...(declared.version ? { versionInfo: oneLine(declared.version) } : {}),
      supplier: 'NOASSERTION',
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      // nobody of ours has compared the licence with the files
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: readLicenseInto(declared.license, this.#refs).expression,
      copyrightText: 'NOASSERTION',
    };
  }

  #annotation(facts: object): SpdxAnnotation {
    return {
      annotationDate: this.#input.created,
      annotationType: 'OTHER',
      annotator: this.annotator,
      comment: canonicalize(facts) as string,
    };
  }
}

/** §7.5 */
function agent(supplier: BomAgent | undefined): string {
  const name = supplier && oneLine(supplier.name);
  if (!name) {
    return 'NOASSERTION';
  }
  return `${supplier.type === 'person' ? 'Person' : 'Organization'}: ${name}`;
}

function checksums(file: BomFile): SpdxChecksum[] {
  const sha256 = sha256Checksum(file.sha256);
  if (file.sha1 === undefined) {
    return [sha256];
  }
  if (!/^[0-9a-f]{40}$/.test(file.sha1)) {
    throw new BomError('INVALID_DIGEST', `${file.path} has no SHA-1`);
  }
  return [sha256, { algorithm: 'SHA1', checksumValue: file.sha1 }];
}

function sha256Checksum(digest: string): SpdxChecksum {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new BomError('INVALID_DIGEST', 'a checksum is no SHA-256');
  }
  return { algorithm: 'SHA256', checksumValue: digest.slice(7) };
}
