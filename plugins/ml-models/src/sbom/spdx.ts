/** A package of an SPDX 2.3 document, as far as the page shows it. */
export interface SpdxPackage {
  spdxId: string;
  name: string;
  version?: string;
  license: string;
  supplier?: string;
  purl?: string;
}

/** A file of an SPDX 2.3 document. */
export interface SpdxFile {
  name: string;
  license: string;
  sha256?: string;
}

/** What a bill of materials can leave open, as its writer names it. */
export const GAP_FIELDS = [
  'supplier',
  'license',
  'description',
  'downloadLocation',
  'datasets',
  'dependencies',
  'content',
] as const;

/** Something that the document leaves open. */
export interface SpdxGap {
  /** absent: one that this page has no words of its own for */
  field?: (typeof GAP_FIELDS)[number];
  /** path of the file that was not read to its end */
  file?: string;
  message: string;
}

/** What the page shows of a document. */
export interface SpdxSummary {
  name: string;
  created?: string;
  packages: SpdxPackage[];
  files: SpdxFile[];
  /** as the writer of the document found them; absent when it does not say */
  gaps?: SpdxGap[];
}

type Fields = Record<string, unknown>;

/** Nothing is said: absent, `NOASSERTION`, or empty (SPDX 2.3, clause 7). */
function isOpen(value: unknown): boolean {
  return value === undefined || value === '' || value === 'NOASSERTION';
}

/**
 * Reads an SPDX 2.3 JSON document.
 *
 * @throws `TypeError` when it is none
 */
export function readSpdx(document: unknown): SpdxSummary {
  const fields = asFields(document);
  if (fields.spdxVersion !== 'SPDX-2.3') {
    throw new TypeError('The document is not SPDX 2.3');
  }
  const packages = asList(fields.packages);
  const described = new Set(
    asList(fields.relationships)
      .filter(({ relationshipType }) => relationshipType === 'DESCRIBES')
      .map(({ relatedSpdxElement }) => relatedSpdxElement),
  );
  return {
    name: text(fields.name) ?? '',
    created: text(asFields(fields.creationInfo).created),
    packages: packages.map(readPackage),
    files: asList(fields.files).map(file => ({
      name: text(file.fileName) ?? '',
      license: licenseOf(file),
      sha256: sha256Of(file),
    })),
    gaps: gapsOf(
      described.size === 0
        ? packages
        : packages.filter(({ SPDXID }) => described.has(SPDXID)),
    ),
  };
}

function readPackage(fields: Fields): SpdxPackage {
  const purl = asList(fields.externalRefs).find(
    ({ referenceType }) => referenceType === 'purl',
  );
  return {
    spdxId: text(fields.SPDXID) ?? '',
    name: text(fields.name) ?? '',
    version: text(fields.versionInfo),
    license: licenseOf(fields),
    supplier: isOpen(fields.supplier) ? undefined : text(fields.supplier),
    purl: text(purl?.referenceLocator),
  };
}

/**
 * The list in the annotation `ml-model` of the described package. Counting it
 * here by other rules would contradict what the registry recorded.
 */
function gapsOf(described: readonly Fields[]): SpdxGap[] | undefined {
  const lists = described
    .flatMap(({ annotations }) => asList(annotations))
    .map(({ comment }) => parseFields(comment))
    .filter(({ about, gaps }) => about === 'ml-model' && Array.isArray(gaps));
  return lists.length === 0
    ? undefined
    : lists.flatMap(({ gaps }) => asList(gaps).map(readGap));
}

function readGap({ field, file, message }: Fields): SpdxGap {
  return {
    field: GAP_FIELDS.find(known => known === field),
    file: text(file),
    message: text(message) ?? '',
  };
}

function parseFields(json: unknown): Fields {
  try {
    return asFields(JSON.parse(text(json) ?? ''));
  } catch {
    // An annotation of somebody else: any text.
    return {};
  }
}

/** What was concluded, else what was declared, else what the file says. */
function licenseOf(fields: Fields): string {
  return (
    [
      fields.licenseConcluded,
      fields.licenseDeclared,
      ...stringsOf(fields.licenseInfoInFiles),
    ]
      .filter(license => !isOpen(license))
      .map(text)
      .find(Boolean) ?? 'NOASSERTION'
  );
}

function sha256Of(fields: Fields): string | undefined {
  const checksum = asList(fields.checksums).find(
    ({ algorithm }) => algorithm === 'SHA256',
  );
  const digits = text(checksum?.checksumValue);
  return digits && `sha256:${digits}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function asList(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'string')
    : [];
}
