import type { DriftDecision } from '../drift/decideDrift';
import type { CheckId, CheckOutcome } from '../registration/TripleCheckInput';
import type { EffectiveTier } from '../tier/effectiveTier';
import type { RequirementId, RequirementWaiver } from './Requirement';

/** Something recorded: an event or a document, and when. @public */
export interface Recorded {
  /** event id, document digest or path in the entity */
  ref?: string;
  /** RFC 3339 */
  at?: string;
}

/**
 * What is known of one version at one instant. An absent member was not
 * recorded, and its requirement is then `unknown` or a `gap`, as each says.
 * @public
 */
export interface RequirementFacts {
  /** RFC 3339 instant for which the board is drawn; waivers end against it */
  at: string;
  /** the version's registration */
  registered?: Recorded & { modelId: string; version: string };
  /** the catalog does not have the model any more */
  unlisted?: boolean;
  /** what shows that the version can be taken out of use: an alias that points elsewhere, a stage moved by a person */
  unpublish?: Recorded & { why: string };
  declared: {
    owner?: string;
    task?: string;
    intendedUse?: string;
    limitations?: string;
    baseModel?: string;
    adapterOf?: string;
    /** as `readLicense` of model-bom answers it */
    license?: {
      text: string;
      state: 'listed' | 'unlisted' | 'none' | 'unknown';
      /** another licence that a file states of itself */
      contradicts?: string;
    };
  };
  /** why the entity's document or the bill of materials cannot be read, where it was recorded */
  unreadable?: { entity?: string; sbom?: string };
  tier?: Pick<EffectiveTier, 'tier' | 'reason' | 'message' | 'pending'>;
  /** of the latest validation */
  checks?: (Recorded & {
    id: CheckId;
    outcome: CheckOutcome;
    message: string;
  })[];
  /** the bill of materials; `gaps` counts what it could not say */
  sbom?: Recorded & { gaps: number };
  /** the latest decision on drift */
  drift?: Recorded & Pick<DriftDecision, 'action' | 'reason'>;
  reviews?: (Recorded & {
    id: string;
    state: 'open' | 'approved' | 'rejected';
  })[];
  /** set while the version is blocked */
  blocked?: Recorded & { reason: string };
  waivers?: (RequirementWaiver & { requirement: RequirementId })[];
}
