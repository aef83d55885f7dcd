import { CreateSha256 } from '../digest/Sha256Hasher';
import { FINDING_RULES, FindingRule } from '../findings/FINDING_RULES';
import { Crc32 } from '../inspection/Crc32';
import { FormatError } from '../inspection/FormatError';
import {
  Finding,
  FindingLocation,
  Inspection,
  InspectionError,
  InspectionStatus,
  isAtLeast,
  ModelFormat,
  ValueInfo,
} from '../inspection/Inspection';
import { LimitName, Limits, resolveLimits } from '../inspection/limits';
import { TensorCollector } from './TensorCollector';

/** The facts of an inspection, without its verdict. @public */
export type InspectionFacts = Omit<
  Inspection,
  'format' | 'status' | 'findings' | 'error' | 'tensors' | 'tensorList'
>;

/** @public */
export interface InspectionContextOptions {
  format: ModelFormat;
  /** keep a `tensorList` */
  tensors?: boolean;
  /** keep `nodeList` and `memberList` */
  structure?: boolean;
  createSha256?: CreateSha256;
  crc32?: Crc32;
  /** only for messages */
  fileName?: string;
  limits?: Partial<Limits>;
}

/**
 * Collects what a reader says of one file, and draws the verdict from it:
 * `clean` only when nothing failed, nothing was left unscanned and nothing
 * was found at `low` or above.
 * @public
 */
export class InspectionContext {
  readonly limits: Limits;
  readonly tensors: TensorCollector;
  readonly fileName: string | undefined;
  /** whether `nodeList` and `memberList` are wanted */
  readonly structure: boolean;
  readonly createSha256: CreateSha256 | undefined;
  readonly crc32: Crc32 | undefined;
  readonly facts: InspectionFacts = {};
  format: ModelFormat;
  private readonly findings: Finding[] = [];
  private findingsCut = false;
  private metadataEntries = 0;
  private metadataCut = false;
  private scanned = true;
  private error: InspectionError | undefined;

  constructor(options: InspectionContextOptions) {
    this.format = options.format;
    this.fileName = options.fileName;
    this.structure = options.structure === true;
    this.createSha256 = options.createSha256;
    this.crc32 = options.crc32;
    this.limits = resolveLimits(options.limits);
    this.tensors = new TensorCollector(this.limits, options.tensors === true);
  }

  /** A finding of the catalogue, with its severity. */
  report(
    rule: FindingRule,
    message: string,
    location?: FindingLocation,
    params?: Finding['params'],
  ): void {
    this.add({
      rule,
      severity: FINDING_RULES[rule].severity,
      message,
      ...(params && { params }),
      ...(location && { location }),
    });
  }

  /** A finding with a rule or severity of its own. */
  add(finding: Finding): void {
    if (this.findings.length < this.limits.findings) {
      this.findings.push(finding);
      return;
    }
    if (!this.findingsCut) {
      this.findingsCut = true;
      this.findings.push({
        rule: 'inspection/findings-cut',
        severity: 'low',
        message: `more than ${this.limits.findings} findings; the rest is left out`,
      });
    }
    // The worst must stay visible when the list is full.
    const last = this.limits.findings - 1;
    if (
      isAtLeast(finding.severity, 'high') &&
      !isAtLeast(this.findings[last].severity, finding.severity)
    ) {
      this.findings[last] = finding;
    }
  }

  /** Throws `LIMIT_EXCEEDED` when `value` is over the limit `name`. */
  assertLimit(name: LimitName, value: number, offset?: number): void {
    if (value > this.limits[name]) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `${value} is over the limit ${name} of ${this.limits[name]}`,
        { offset },
      );
    }
  }

  /** Recognised, but not scanned: the verdict can no longer be `clean`. */
  unsupported(): void {
    this.scanned = false;
  }

  addValue(list: 'inputs' | 'outputs', value: ValueInfo): void {
    const values = (this.facts[list] ??= []);
    this.assertLimit('values', values.length + 1);
    values.push(value);
  }

  /** The last value under a key wins; long values are cut. */
  addMetadata(key: string, value: string): void {
    const metadata = (this.facts.metadata ??= Object.create(null) as Record<
      string,
      string
    >);
    const known = Object.hasOwn(metadata, key);
    if (!known && this.metadataEntries >= this.limits.metadataEntries) {
      if (!this.metadataCut) {
        this.metadataCut = true;
        this.report(
          'inspection/metadata-cut',
          `more than ${this.limits.metadataEntries} metadata entries`,
        );
      }
      return;
    }
    this.metadataEntries += known ? 0 : 1;
    metadata[key] = cut(value, this.limits.metadataValueChars);
  }

  fail(cause: unknown): void {
    this.error =
      cause instanceof FormatError
        ? {
            code: cause.code,
            message: cause.message,
            ...(cause.offset !== undefined && { offset: cause.offset }),
          }
        : {
            code: 'INTERNAL',
            message: `the reader failed: ${
              cause instanceof Error ? cause.message : String(cause)
            }`,
          };
  }

  result(): Inspection {
    const { metadata, ...facts } = this.facts;
    return {
      format: this.format,
      status: this.status(),
      ...facts,
      ...this.tensors.result(),
      ...(metadata && { metadata: { ...metadata } }),
      findings: this.findings,
      ...(this.error && { error: this.error }),
    };
  }

  private status(): InspectionStatus {
    if (this.error) {
      return 'failed';
    }
    if (!this.scanned) {
      return 'unsupported';
    }
    return this.findings.some(({ severity }) => isAtLeast(severity, 'low'))
      ? 'findings'
      : 'clean';
  }
}

function cut(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  // Never between the halves of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text[length - 2])
    ? length - 2
    : length - 1;
  return `${text.slice(0, end)}…`;
}
