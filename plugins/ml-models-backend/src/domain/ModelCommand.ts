import type {
  DocumentReference,
  ModelEventData,
  RecordedArtifact,
  RecordedCheck,
  TierName,
} from '@ml-models/backstage-plugin-ml-models-common';
import type {
  GovernancePolicy,
  RequirementSeen,
} from '@ml-models/model-governance';
import type { DocumentFault } from './ModelState';

/** The declaration as read from the catalog, an upload or the API; its bytes are a document. */
export type Declaration = Omit<
  ModelEventData['DeclarationChanged'],
  'changed' | 'trigger'
> & {
  /** the declared entity's top-level paths with their values' digests, to name what changed */
  fields: Record<string, string>;
};

/** What asked for a registration: the catalog's declaration, or somebody who sent one. */
export type RegistrationTrigger = 'catalog' | 'api' | 'upload';

/** Everything that can be asked of a model. `decide` answers with events or refuses with a `DomainError`. */
export type ModelCommand =
  | {
      /** One ingestion that passed the triple check; registers the model when it is new. */
      type: 'RegisterVersion';
      modelRef: string;
      schemaHash: string;
      source: string;
      trigger: RegistrationTrigger;
      declaration: Declaration;
      version: string;
      manifestDigest: string;
      artifacts: RecordedArtifact[];
      size: string;
      parameters?: string;
      changelogUrl?: string;
      bytesKept: boolean;
      /** an artifact that no other accounts for was not scanned: the stage stays `registered` */
      unsupported: boolean;
      validation: {
        runId: string;
        validatorVersion: string;
        metrics: Record<string, number>;
        checks: RecordedCheck[];
      };
      billOfMaterials: {
        predicateType: string;
        document: DocumentReference;
        gaps: number;
      };
    }
  | {
      /** The catalog's declaration of a registered model, seen again; an event only when it changed. */
      type: 'ObserveDeclaration';
      modelRef: string;
      declaration: Declaration;
    }
  | {
      /** Files of a registered version, read again at the source that was recorded for them. */
      type: 'RecordReread';
      modelRef: string;
      version: string;
      files: {
        path: string;
        source: string;
        digest: string;
        /** where the digest differs and the leaves of both are known */
        firstBadChunk?: number;
      }[];
    }
  | {
      type: 'RecordDrift';
      modelRef: string;
      version: string;
      metric: string;
      score: number;
      samples?: number;
      window?: string;
      measuredAt?: string;
      source: string;
      policy: GovernancePolicy;
      policyDigest: string;
    }
  | {
      type: 'DecideReview';
      modelRef: string;
      version: string;
      reviewId: string;
      decision: 'approve' | 'reject';
      comment: DocumentReference;
    }
  | {
      type: 'TransitionVersion';
      modelRef: string;
      version: string;
      to:
        | 'validated'
        | 'approved'
        | 'deprecated'
        | 'retired'
        | 'rejected'
        | 'blocked'
        | 'unblocked';
      reason: DocumentReference;
      /** one line for the page; the whole text is the document */
      reasonText: string;
      redirectTo?: string;
      /** documents of the model that were found not to be what was recorded */
      faults?: ReadonlyMap<string, DocumentFault>;
    }
  | {
      type: 'WaiveRequirement';
      modelRef: string;
      version: string;
      requirement: string;
      reason: DocumentReference;
      expiresAt: string;
      /** what the requirement says before any waiver */
      seen?: RequirementSeen;
    }
  | {
      type: 'RecordAttestation';
      modelRef: string;
      version: string;
      subject: string;
      predicateType: string;
      verifier: string;
      outcome: 'verified' | 'rejected' | 'unverified';
      document: DocumentReference;
      gaps?: number;
    }
  | { type: 'RemoveFromCatalog'; modelRef: string }
  | {
      /** declared by `ml-models/formerly`, the old ref gone and the owner the same */
      type: 'RenameModel';
      from: string;
      to: string;
      owner: string;
      /** the catalog location that declares it */
      location?: string;
    }
  | { type: 'AdoptModel'; modelRef: string; owner: string; modelId: string }
  | {
      type: 'ObserveServing';
      modelRef: string;
      changes: (
        | { type: 'ModelDeployed'; data: ModelEventData['ModelDeployed'] }
        | { type: 'ModelUndeployed'; data: ModelEventData['ModelUndeployed'] }
        | { type: 'PostureChanged'; data: ModelEventData['PostureChanged'] }
        | { type: 'RolloutAdvanced'; data: ModelEventData['RolloutAdvanced'] }
      )[];
    };

/** The tier that a declaration asks for; `undefined` when it names none. */
export type RequestedTier = TierName | undefined;
