/**
 * The events that are the only history: past tense, business words, facts only. Free text and identity
 * claims are documents; an event carries their digest. Every event about a version carries `version`
 * and `manifest_digest`.
 */
import type { Wire } from './wire';

/** A document kept beside the events, by digest. @public */
export interface DocumentReference {
  /** `sha256:` + 64 lower-case hex digits */
  digest: string;
  mediaType: string;
  /** bytes */
  size: number;
}

/** One file of a version as recorded. @public */
export interface RecordedArtifact {
  path: string;
  /** bytes as a decimal string */
  size: string;
  digest: string;
  merkle_root?: string;
  chunk_size?: number;
  /** JSON array of leaves */
  chunks?: DocumentReference;
  declared_digest?: string;
  media_type: string;
  format: string;
  inspection_status: 'clean' | 'findings' | 'unsupported' | 'failed';
  /** head document of at most 64 KiB */
  inspection: DocumentReference;
  /** pages of 1,000 tensors each */
  tensor_pages?: DocumentReference[];
  tensor_count?: number;
  /** licence that the file states of itself */
  stated_license?: string;
  /** JSON array of the nodes of the graph; absent when there are none, or too many to keep */
  nodes?: DocumentReference;
  /** JSON array of the archive's members, likewise */
  members?: DocumentReference;
  /** where the bytes came from: `path:…`, a URL without credentials, or `upload` */
  source: string;
}

/** A version is always named by label and bytes together. @public */
export interface VersionReference {
  version: string;
  manifest_digest: string;
}

/** One named result of the triple check. @public */
export interface RecordedCheck {
  id: string;
  outcome: 'passed' | 'failed' | 'unknown';
  message: string;
  params?: Record<string, string | number | null>;
}

/** @public */
export type TierName = Wire['Tier'];
/** @public */
export type DecisionName = 'none' | 'monitor' | 'review' | 'block' | 'unknown';

/**
 * What was read: `manifests` say what is meant to run, in a `cluster` running objects were listed; `unknown` in events
 * from before it was recorded.
 *
 * @public
 */
export type ObservationSource = 'manifests' | 'cluster' | 'unknown';

/** Event data by event type. @public */
export interface ModelEventData {
  ModelRegistered: {
    model_ref: string;
    /** digest of the kind's schema in force */
    schema_hash: string;
    owner: string;
    source: string;
    task?: string;
  };
  DeclarationChanged: {
    entity: DocumentReference;
    entity_digest: string;
    /** top-level paths such as `spec.tier` that differ from the declaration before; empty the first time */
    changed: string[];
    model_ref: string;
    /** what brought it; absent in what was recorded before this was told apart */
    trigger?: 'catalog' | 'api' | 'upload';
    /** the catalog location that declares it; absent for what was sent, and before it was recorded */
    location?: string;
    title?: string;
    description?: string;
    tags?: string[];
    type?: string;
    owner: string;
    system?: string;
    tier?: TierName;
    /** where none is declared: the tier that the policy of the time lets count; absent is `tier-2` */
    default_tier?: TierName;
    lifecycle?: string;
    license?: string;
    task?: string;
    framework?: string;
    revision?: string;
    /** the label that is declared with it */
    declared_version?: string;
    /** digest of the value at each top-level path, so that the next declaration can name what changed */
    fields?: Record<string, string>;
    card?: DocumentReference & {
      path: string;
      completeness: number;
      missing: string[];
      /** licences that its front matter states, as read; absent when none, or recorded before this was read */
      stated_licenses?: string[];
    };
  };
  ModelVersioned: VersionReference & {
    base_version?: string;
    changelog_url?: string;
    artifacts: RecordedArtifact[];
    /** bytes of all artifacts, decimal string */
    size: string;
    parameters?: string;
    /** set when these bytes were already registered under this label */
    same_bytes_as?: string;
    bytes_kept: boolean;
    /** an artifact could not be scanned: the version never leaves stage `registered` */
    unsupported?: boolean;
    /** the catalog location that its relative paths are relative to; absent for what was sent, and before it was recorded */
    location?: string;
  };
  ValidationPassed: VersionReference & {
    run_id: string;
    metrics: Record<string, number>;
    validator_version: string;
    checks: RecordedCheck[];
  };
  ValidationFailed: VersionReference & {
    run_id: string;
    metrics: Record<string, number>;
    validator_version: string;
    checks: RecordedCheck[];
  };
  AttestationRecorded: VersionReference & {
    subject: string;
    predicate_type: string;
    verifier: string;
    identity?: DocumentReference;
    outcome: 'verified' | 'rejected' | 'unverified';
    document: DocumentReference;
    /** counts shown on the trust strip, for a bill of materials its gaps */
    gaps?: number;
  };
  DriftMeasured: VersionReference & {
    metric: string;
    score: number;
    window?: string;
    samples?: number;
    source: string;
    measured_at?: string;
  };
  RiskAssessed: VersionReference & {
    policy_digest: string;
    tier: TierName;
    metric?: string;
    threshold: number | null;
    score?: number;
    decision: DecisionName;
    /** English sentence with the reasons; message id and parameters beside it */
    reason: string;
    reason_id: string;
    params?: Record<string, string | number | null>;
    valid_until?: string;
    /** RFC 3339; a measurement taken then stands, this one is history */
    newer_measured_at?: string;
  };
  ReviewRequested: VersionReference & {
    review_id: string;
    subject: 'drift' | 'tier-change' | 'approval';
    reason: string;
    /** sequences of this stream's events that are the evidence */
    evidence: number[];
    /** the tier asked for, when the subject is a tier change */
    requested_tier?: TierName;
  };
  ReviewDecided: VersionReference & {
    review_id: string;
    decision: 'approve' | 'reject';
    comment: DocumentReference;
  };
  RequirementWaived: VersionReference & {
    requirement: string;
    reason: DocumentReference;
    expires_at: string;
    /** what the requirement said then; absent in what was recorded before this was kept */
    seen?: { state: 'met' | 'gap' | 'unknown'; reason: string };
  };
  VersionApproved: VersionReference & { reason: DocumentReference };
  VersionRejected: VersionReference & { reason: DocumentReference };
  VersionBlocked: VersionReference & {
    /** a tier, `review`, or `manual` */
    rule: string;
    reason: string;
    /** what a person wrote about it */
    document?: DocumentReference;
  };
  VersionUnblocked: VersionReference & {
    rule: string;
    reason: DocumentReference;
  };
  AliasMoved: { alias: string; from: string | null; to: string | null };
  IntegrityVerified: VersionReference & { digest: string; layer: string };
  IntegrityFailed: VersionReference & {
    digest: string;
    layer: string;
    first_bad_chunk?: number;
    /** the file that was read again, with the digest that was found instead of `digest` */
    path?: string;
    found?: string;
    /** files that had other bytes; the first is named */
    files?: number;
  };
  ModelDeployed: Partial<VersionReference> & {
    deployment: string;
    cluster: string;
    seen_in: ObservationSource;
    evidence: string;
  };
  ModelUndeployed: Partial<VersionReference> & {
    deployment: string;
    cluster: string;
    seen_in: ObservationSource;
    evidence: string;
  };
  RolloutAdvanced: {
    rollout: string;
    cluster: string;
    seen_in: ObservationSource;
    from: string | null;
    to: string;
    /** by arm, all of one kind: shares are not mixed */
    weights: Record<string, number | null>;
    /** who speaks: the author of the object, its controller, or a measurement */
    weight: 'declared' | 'controller' | 'observed' | 'unknown';
    evidence: string;
  };
  PostureChanged: {
    deployment: string;
    cluster: string;
    seen_in: ObservationSource;
    port?: number;
    from: string | null;
    to: string;
    evidence: string;
  };
  ModelDeprecated: Partial<VersionReference> & {
    effective_at: string;
    reason: DocumentReference;
    redirect_to?: string;
  };
  ModelRetired: Partial<VersionReference> & {
    effective_at: string;
    reason: DocumentReference;
    redirect_to?: string;
  };
  ModelRenamed: { from: string; to: string };
  ModelRemovedFromCatalog: { from: string };
  /** owners; the model takes over the reference that another model (`replaces`) held */
  ModelAdopted: {
    from: string;
    to: string;
    model_ref?: string;
    replaces?: string;
    /** where the catalog declares the new owner, as far as it is known */
    location?: string;
  };
  DocumentErased: {
    document: string;
    reason: string;
    /** RFC 3339, where the model named the document after it was erased */
    erased_at?: string;
  };
}

/** @public */
export type ModelEventType = keyof ModelEventData;

/** An event before it is recorded. @public */
export type NewModelEvent = {
  [T in ModelEventType]: { type: T; data: ModelEventData[T] };
}[ModelEventType];

/** What every recorded event carries beside its type and data. @public */
export interface EventEnvelope {
  /** `ev-` + ULID */
  id: string;
  /** gapless, in commit order over the whole registry, from 1 */
  position: number;
  /** `mdl-<ulid>` or `source:<name>` */
  streamId: string;
  /** gapless within the stream, from 1 */
  sequence: number;
  /** user or service entity reference */
  actor: string;
  /** RFC 3339 UTC */
  recordedAt: string;
  /** `sha256:…` of the event before it in global order; of nothing: 64 zeros */
  previousHash: string;
  hash: string;
}

/** A recorded event. @public */
export type ModelEvent = {
  [T in ModelEventType]: EventEnvelope & { type: T; data: ModelEventData[T] };
}[ModelEventType];
