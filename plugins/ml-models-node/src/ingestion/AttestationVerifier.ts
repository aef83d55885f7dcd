import type { ProviderOptions } from './ArtifactSource';

/** A statement about a version that someone made. @public */
export interface AttestationRequest {
  modelRef: string;
  version: string;
  /** digest that the statement must be about: the version's manifest or one of its files */
  subject: string;
  /** media type of `document` */
  mediaType: string;
  document: Uint8Array;
}

/** @public */
export interface AttestationVerdict {
  predicateType: string;
  /** `unverified`: nothing speaks against it, nothing proves it either */
  outcome: 'verified' | 'rejected' | 'unverified';
  /** who made it, as proven; only with `verified` */
  identity?: string;
  /** English sentence: what was checked, or why not */
  reason: string;
}

/** Verifies one kind of statement: a signature, provenance, an evaluation, a scan. @public */
export interface AttestationVerifier {
  /** recorded as `verifier` with the verdict */
  readonly name: string;
  /** `undefined` when the statement is not of this verifier's kind */
  verify(
    request: AttestationRequest,
    options: ProviderOptions,
  ): Promise<AttestationVerdict | undefined>;
}
