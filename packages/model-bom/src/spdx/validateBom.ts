import { isLicenseExpression } from '../license/readLicense';
import { isNamespace } from './documentNamespace';
import { isTimestamp } from './spdx23';

/** @public */
export type BomProblemCode =
  | 'NOT_SPDX_23'
  | 'INVALID_NAMESPACE'
  | 'INVALID_TIMESTAMP'
  | 'NO_CREATOR'
  | 'INVALID_ID'
  | 'DUPLICATE_ID'
  | 'DANGLING_REFERENCE'
  | 'NOTHING_DESCRIBED'
  | 'INVALID_CHECKSUM'
  | 'INVALID_LICENSE'
  | 'LICENSE_TEXT_MISSING';

/** @public */
export interface BomProblem {
  code: BomProblemCode;
  /** JSON pointer (RFC 6901) to the place */
  pointer: string;
  /** English sentence */
  message: string;
}

/**
 * What SPDX 2.3 demands of a JSON document and its JSON schema cannot say:
 * ids of the right form and unique, every reference resolved, something
 * described, namespace, time, checksums of their algorithm's length, licence
 * expressions with the texts of what is not on the list. Takes any value and
 * never throws; run the schema too.
 * @public
 */
export function validateBom(document: unknown): BomProblem[] {
  const root = record(document);
  if (root.spdxVersion !== 'SPDX-2.3' || root.SPDXID !== 'SPDXRef-DOCUMENT') {
    return [
      {
        code: 'NOT_SPDX_23',
        pointer: '',
        message: 'not an SPDX 2.3 document',
      },
    ];
  }
  const elements = [...list(root, 'packages'), ...list(root, 'files')];
  const ids = new Set<string>(['SPDXRef-DOCUMENT']);
  for (const { value } of [...elements, ...list(root, 'snippets')]) {
    ids.add(String(value.SPDXID));
  }
  return [
    ...headProblems(root),
    ...idProblems(elements),
    ...referenceProblems(root, ids),
    ...elements.flatMap(checksumProblems),
    ...licenseProblems(root, elements),
  ];
}

interface Located {
  pointer: string;
  value: Record<string, unknown>;
}

function headProblems(root: Record<string, unknown>): BomProblem[] {
  const problems: BomProblem[] = [];
  const namespace = root.documentNamespace;
  if (typeof namespace !== 'string' || !isNamespace(namespace)) {
    problems.push({
      code: 'INVALID_NAMESPACE',
      pointer: '/documentNamespace',
      message: 'no absolute URI without fragment (§6.5)',
    });
  }
  const { created, creators } = record(root.creationInfo);
  if (typeof created !== 'string' || !isTimestamp(created)) {
    problems.push({
      code: 'INVALID_TIMESTAMP',
      pointer: '/creationInfo/created',
      message: 'not of the form YYYY-MM-DDThh:mm:ssZ (§6.9)',
    });
  }
  const named =
    Array.isArray(creators) &&
    creators.length > 0 &&
    creators.every(
      creator =>
        typeof creator === 'string' &&
        /^(Tool|Organization|Person): \S/.test(creator),
    );
  if (!named) {
    problems.push({
      code: 'NO_CREATOR',
      pointer: '/creationInfo/creators',
      message: 'no list of Tool:, Organization: or Person: (§6.8)',
    });
  }
  return problems;
}

function idProblems(elements: Located[]): BomProblem[] {
  const seen = new Set<string>(['SPDXRef-DOCUMENT']);
  return elements.flatMap(({ pointer, value }): BomProblem[] => {
    const id = value.SPDXID;
    const at = `${pointer}/SPDXID`;
    if (typeof id !== 'string' || !/^SPDXRef-[A-Za-z0-9.-]+$/.test(id)) {
      return [
        {
          code: 'INVALID_ID',
          pointer: at,
          message: 'not of the form SPDXRef-[A-Za-z0-9.-]+ (§3.2)',
        },
      ];
    }
    if (seen.has(id)) {
      return [{ code: 'DUPLICATE_ID', pointer: at, message: `${id} is taken` }];
    }
    seen.add(id);
    return [];
  });
}

function referenceProblems(
  root: Record<string, unknown>,
  ids: ReadonlySet<string>,
): BomProblem[] {
  const relationships = list(root, 'relationships');
  const dangling = relationships.flatMap(({ pointer, value }) =>
    (['spdxElementId', 'relatedSpdxElement'] as const)
      .filter(key => !resolves(value[key], ids, key))
      .map(
        (key): BomProblem => ({
          code: 'DANGLING_REFERENCE',
          pointer: `${pointer}/${key}`,
          message: 'no element of this document has this id',
        }),
      ),
  );
  const described =
    (Array.isArray(root.documentDescribes) &&
      root.documentDescribes.length > 0) ||
    relationships.some(
      ({ value }) =>
        (value.relationshipType === 'DESCRIBES' &&
          value.spdxElementId === 'SPDXRef-DOCUMENT') ||
        (value.relationshipType === 'DESCRIBED_BY' &&
          value.relatedSpdxElement === 'SPDXRef-DOCUMENT'),
    );
  return described
    ? dangling
    : [
        ...dangling,
        {
          code: 'NOTHING_DESCRIBED',
          pointer: '/relationships',
          message:
            'the document says of no element that it describes it (§11.1)',
        },
      ];
}

function resolves(
  id: unknown,
  ids: ReadonlySet<string>,
  key: 'spdxElementId' | 'relatedSpdxElement',
): boolean {
  return (
    typeof id === 'string' &&
    (ids.has(id) ||
      /^DocumentRef-[A-Za-z0-9.-]+:SPDXRef-/.test(id) ||
      (key === 'relatedSpdxElement' && /^(NONE|NOASSERTION)$/.test(id)))
  );
}

const HEX_DIGITS: ReadonlyMap<unknown, number> = new Map([
  ['MD5', 32],
  ['SHA1', 40],
  ['SHA224', 56],
  ['SHA256', 64],
  ['SHA384', 96],
  ['SHA512', 128],
]);

function checksumProblems(element: Located): BomProblem[] {
  return list(element.value, 'checksums', element.pointer).flatMap(
    ({ pointer, value: { algorithm, checksumValue } }): BomProblem[] => {
      const digits = HEX_DIGITS.get(algorithm);
      return typeof checksumValue === 'string' &&
        /^[0-9a-f]+$/.test(checksumValue) &&
        (digits === undefined || checksumValue.length === digits)
        ? []
        : [
            {
              code: 'INVALID_CHECKSUM',
              pointer,
              message: `not a ${String(algorithm)} in lower-case hex (§7.10)`,
            },
          ];
    },
  );
}

function licenseProblems(
  root: Record<string, unknown>,
  elements: Located[],
): BomProblem[] {
  const texts = new Set(
    list(root, 'hasExtractedLicensingInfos').map(({ value }) =>
      String(value.licenseId),
    ),
  );
  return elements.flatMap(({ pointer, value }) =>
    (['licenseConcluded', 'licenseDeclared'] as const).flatMap(
      (key): BomProblem[] => {
        const text = value[key];
        const at = `${pointer}/${key}`;
        if (text === undefined) {
          return [];
        }
        if (typeof text !== 'string' || !isLicenseExpression(text)) {
          return [
            {
              code: 'INVALID_LICENSE',
              pointer: at,
              message: 'not an SPDX expression with ids as listed (Annex D)',
            },
          ];
        }
        return (text.match(/(?<![\w:.-])LicenseRef-[A-Za-z0-9.-]+/g) ?? [])
          .filter(id => !texts.has(id))
          .map(id => ({
            code: 'LICENSE_TEXT_MISSING',
            pointer: at,
            message: `${id} has no extracted text (§10)`,
          }));
      },
    ),
  );
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

function list(
  parent: Record<string, unknown>,
  key: string,
  at: string = '',
): Located[] {
  const items = parent[key];
  return Array.isArray(items)
    ? items.map((item, index) => ({
        pointer: `${at}/${key}/${index}`,
        value: record(item),
      }))
    : [];
}
