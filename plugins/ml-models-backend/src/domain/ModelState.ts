import type {
  DecisionName,
  DocumentReference,
  ModelEventData,
  RecordedArtifact,
  RecordedCheck,
  TierName,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';

/**
 * What one stream of events folds to. Plain JSON: live appends keep it in `model_states`, a rebuild and an
 * as-of read fold the same events to the same value. It stores no verdict that time alone can change.
 */
export interface ModelState {
  id: string;
  modelRef: string;
  formerRefs: string[];
  /** every reference taken, in order; `since` is the global position at which it was */
  refs: { modelRef: string; since: number }[];
  /** sequence of the last event folded */
  sequence: number;
  /** global position of the last event folded */
  position: number;
  registeredAt: string;
  updatedAt: string;
  owner: string;
  /** the catalog has never declared it: it came by the API or an upload alone */
  postedOnly?: true;
  /**
   * The catalog location that declared the present owner; `null` when the owner was not declared there but sent,
   * absent where events from before locations were recorded do not say.
   */
  ownerSource?: string | null;
  declaration?: ModelEventData['DeclarationChanged'] & { at: string };
  tier: {
    effective: TierName;
    /** `null`: not declared, counts as the policy's default */
    declared: TierName | null;
    /** an open review that would make the tier laxer */
    pending?: { tier: TierName; reviewId: string };
  };
  /** label and bytes of the registration last recorded */
  latest?: { version: string; manifestDigest: string };
  /** in order of registration */
  versions: VersionState[];
  reviews: ReviewState[];
  /** newest last, at most the last 200 */
  decisions: DecisionState[];
  waivers: WaiverState[];
  aliases: Record<string, string>;
  /** the entity is gone from the catalog */
  removedFromCatalog: boolean;
  /**
   * Documents that are not there as they were recorded, by digest: nothing that rests on them is known. The history
   * says which were erased; a reader that has looked adds the others.
   */
  faults?: Readonly<Record<string, DocumentFault>>;
}

/** Why a document cannot be taken for what was recorded. */
export interface DocumentFault {
  code:
    | 'DOCUMENT_ALTERED'
    | 'DOCUMENT_ERASED'
    | 'DOCUMENT_NOT_FOUND'
    | 'DOCUMENT_NOT_CHECKED';
  /** one sentence */
  message: string;
}

export type VersionStage = Wire['Stage'];

export interface VersionState {
  manifestDigest: string;
  /** every label that these bytes carry, the first one first */
  labels: string[];
  stage: VersionStage;
  /** where an unblock returns to */
  stageBeforeBlock?: VersionStage;
  artifacts: RecordedArtifact[];
  size: string;
  parameters?: string;
  baseVersion?: string;
  changelogUrl?: string;
  bytesKept: boolean;
  /** the catalog location that its relative paths are relative to, where it is recorded */
  location?: string;
  /** an artifact that no other accounts for was not scanned: never leaves `registered` */
  unsupported: boolean;
  createdAt: string;
  /** what each label was registered with; absent where only the model's was recorded */
  declared?: DeclaredState[];
  checks: RecordedCheck[];
  /** the bytes were found changed later on, until they are found whole again */
  integrityFailed?: {
    digest: string;
    layer: string;
    firstBadChunk?: number;
    /** the file, and what was found instead of `digest` */
    path?: string;
    found?: string;
    at: string;
  };
  attestations: AttestationState[];
  /** last measurement and its decision per metric */
  drift: Record<string, DriftState>;
  blocked?: {
    rule: string;
    reason: string;
    at: string;
    document?: DocumentReference;
  };
  deprecation?: {
    reason: string;
    effectiveAt: string;
    redirectTo?: string;
    document?: DocumentReference;
  };
}

/** What one label of a version was registered with. */
export interface DeclaredState extends DeclaredFacts {
  label: string;
  /** what is declared about it since, while that is something else */
  redeclared?: DeclaredFacts & {
    trigger?: ModelEventData['DeclarationChanged']['trigger'];
  };
}

/** What a declaration says of a version. */
export interface DeclaredFacts {
  entity: DocumentReference;
  license?: string;
  card?: NonNullable<ModelEventData['DeclarationChanged']['card']>;
  at: string;
}

export interface AttestationState {
  predicateType: string;
  subject: string;
  outcome: 'verified' | 'rejected' | 'unverified';
  verifier: string;
  document: DocumentReference;
  identity?: DocumentReference;
  gaps?: number;
  recordedAt: string;
  recordedBy: string;
}

export interface DriftState {
  metric: string;
  score: number;
  samples?: number;
  window?: string;
  source: string;
  measuredAt?: string;
  recordedAt: string;
  by: string;
  action: DecisionName;
  tier: TierName;
  threshold: number | null;
  reason: string;
  /** a person approved its review or lifted its block; the next measurement counts again */
  accepted?: true;
  /** the last one before it that decided, which it does not contradict because it decided nothing */
  standing?: StandingMeasurement;
  /** one that was taken earlier and is not yet assessed */
  late?: { score: number; takenAt: string };
}

/** A measurement that decided, and that none taken after it has contradicted. */
export type StandingMeasurement = Pick<
  DriftState,
  'score' | 'action' | 'threshold' | 'reason' | 'accepted'
> & {
  /** RFC 3339 */
  takenAt: string;
};

export interface ReviewState {
  id: string;
  subject: 'drift' | 'tier-change' | 'approval';
  reason: string;
  version: string;
  manifestDigest: string;
  requestedTier?: TierName;
  /** sequences of the events that are the evidence */
  evidence: number[];
  requestedAt: string;
  state: 'open' | 'approved' | 'rejected';
  decidedAt?: string;
  decidedBy?: string;
  comment?: DocumentReference;
}

export interface DecisionState {
  type: string;
  version?: string;
  reason: string;
  at: string;
  by: string;
  /** what a person wrote about it */
  document?: DocumentReference;
}

export interface WaiverState {
  version: string;
  manifestDigest: string;
  requirement: string;
  reason: DocumentReference;
  expiresAt: string;
  by: string;
  /** what the requirement said then */
  seen?: ModelEventData['RequirementWaived']['seen'];
}
