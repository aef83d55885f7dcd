import type { BomGapField } from './bomGaps';
import type { Inspection, ValueInfo } from '@ml-models/model-formats';

/**
 * One version of a model as every bill of materials describes it, whatever
 * the dialect. What is not known is absent; writers say `NOASSERTION`.
 * @public
 */
export interface BomInput {
  model: BomModel;
  /** the version's artifacts; order does not matter */
  files: BomFile[];
  /** identity of the version, see `manifestDigest` */
  manifestDigest: string;
  dependencies?: BomDependency[];
  /** facts that nobody can give where the document is made: that they are missing is no gap */
  withoutInput?: readonly BomGapField[];
  /** RFC 3339 UTC with whole seconds, `2026-01-31T12:00:00Z` */
  created: string;
  /**
   * Absolute URI without fragment that no other document has. Default: made
   * from name, version and manifest digest.
   */
  namespace?: string;
  /** what writes the document */
  tool: { name: string; version: string };
}

/** @public */
export interface BomAgent {
  type: 'organization' | 'person';
  name: string;
}

/** @public */
export interface BomModel {
  name: string;
  version: string;
  /** who distributes it */
  supplier?: BomAgent;
  /** entity reference of the owner in the catalog */
  owner?: string;
  /** as declared; an SPDX expression or any other text */
  license?: string;
  description?: string;
  /** where the bytes were taken from; credentials and queries are dropped */
  downloadLocation?: string;
  type?: string;
  task?: string;
  framework?: string;
  tier?: string;
  intendedUse?: string;
  limitations?: string;
  /** as declared */
  inputs?: ValueInfo[];
  outputs?: ValueInfo[];
  /** the model that this one was made from */
  baseModel?: BomReference;
  /** the model that this adapter is loaded into */
  adapterOf?: BomReference;
  /** what it was trained on */
  datasets?: BomReference[];
}

/** Something outside this version: another model, a data set. @public */
export interface BomReference {
  /** entity reference, URL or name, as declared */
  name: string;
  version?: string;
  downloadLocation?: string;
  license?: string;
  /** `sha256:` + 64 hex digits */
  digest?: string;
}

/** @public */
export interface BomFile {
  /** relative name inside the version, `/` between segments */
  path: string;
  /** bytes */
  size: number;
  /** `sha256:` + 64 lower-case hex digits */
  sha256: string;
  /** 40 lower-case hex digits */
  sha1?: string;
  /** absent when the file was not read */
  inspection?: Inspection;
}

/** `development` and `test` are not needed at run time; `provided` comes with the platform. @public */
export type BomDependencyScope =
  | 'runtime'
  | 'build'
  | 'development'
  | 'test'
  | 'optional'
  | 'provided';

/** A package that the model needs. @public */
export interface BomDependency {
  name: string;
  version?: string;
  scope?: BomDependencyScope;
  /** package URL */
  purl?: string;
  license?: string;
  supplier?: BomAgent;
}
