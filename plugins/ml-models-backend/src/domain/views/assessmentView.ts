import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { readLicense } from '@ml-models/model-bom';
import {
  effectiveTier,
  isRequirementId,
  RequirementFacts,
  requirements,
} from '@ml-models/model-governance';
import { standingDecision } from '../drift/standingDecision';
import { declaredNow } from '../declaredOf';
import { DocumentFaults, faultAmong } from '../faults';
import { licenseOf } from '../licenseOf';
import type { ModelState, ReviewState, VersionState } from '../ModelState';
import { presentChecks } from '../presentCheck';
import { labelOf } from '../versions';
import { bytesVerdict } from './bytesVerdict';
import { metricVerdicts } from './driftVerdict';
import { present } from './modelSummaryView';
import { billOfMaterialsOf } from './sbomVerdict';
import { written } from './versionView';
import type { ViewContext } from './ViewContext';

/** What is declared beyond the declaration's event, from the entity's document. */
export interface DeclaredEntity {
  spec?: { [key: string]: unknown };
}

/** Requirements with their evidence, the tier, the decision that stands, and what people decided. */
export function assessmentView(
  state: ModelState,
  version: VersionState,
  context: ViewContext,
  entity: DeclaredEntity | null,
  label?: string,
): Wire['Assessment'] {
  const { texts, policy } = context;
  const tier = tierOf(state);
  const standing = standingDecision(state, version, context);
  return {
    version: labelOf(version, label ?? version.labels[0]),
    tier: {
      effective: state.tier.effective,
      declared: state.tier.declared,
      reason: tier.message,
    },
    decision: standing.decision,
    stage: version.stage,
    reason: standing.reason,
    requirements: requirements(
      requirementFacts(state, version, context, entity, label),
    ),
    reviews: reviewsOf(state, version)
      .map(review => reviewView(review, texts))
      .reverse(),
    decisions: state.decisions
      .filter(
        decision =>
          decision.version === undefined ||
          version.labels.includes(decision.version),
      )
      .map(({ type, reason, at, by, document }) => {
        const comment = written(texts, document?.digest);
        return {
          type,
          reason: comment === undefined ? reason : `${reason} – ${comment}`,
          at,
          by,
        };
      })
      .reverse(),
    metrics: metricVerdicts(state, version, context),
    thresholds: Object.fromEntries(
      Object.entries(policy.drift.thresholds).map(([metric, byTier]) => [
        metric,
        byTier[state.tier.effective],
      ]),
    ),
  };
}

/** Facts of one version, for the pure rules. */
export function requirementFacts(
  state: ModelState,
  version: VersionState,
  context: ViewContext,
  entity: DeclaredEntity | null,
  label?: string,
): RequirementFacts {
  const spec = entity?.spec ?? {};
  const now = declaredNow(version, label);
  const license = text(spec.license) ?? (now ?? state.declaration)?.license;
  const { stated, agree } = licenseOf(version, label, now);
  const recordedBom = billOfMaterialsOf(version);
  const { at, texts } = context;
  const { faults } = state;
  const bomFault =
    recordedBom && faultAmong(faults, [recordedBom.document.digest]);
  const bom = bomFault ? undefined : recordedBom;
  const declaring = now ?? state.declaration;
  const entityFault =
    declaring && faultAmong(faults, [declaring.entity.digest]);
  const { metric } = standingDecision(state, version, context);
  return {
    at,
    registered: {
      modelId: state.id,
      version: version.labels[0],
      ref: version.manifestDigest,
      at: version.createdAt,
    },
    unlisted: state.removedFromCatalog,
    declared: present({
      owner: state.owner,
      task: text(spec.task) ?? state.declaration?.task,
      intendedUse: text(spec.intendedUse),
      limitations: text(spec.limitations),
      baseModel: text(spec.baseModel),
      adapterOf: text(spec.adapterOf),
      license:
        license === undefined
          ? undefined
          : {
              text: license,
              state: readLicense(license).state,
              ...(agree === false && { contradicts: stated }),
            },
    }),
    tier: tierOf(state),
    checks: checksOf(version, faults),
    unreadable: present({
      entity: entityFault?.message,
      sbom: bomFault?.message,
    }),
    ...present({
      sbom: bom && {
        gaps: bom.gaps,
        ref: bom.document.digest,
        at: bom.recordedAt,
      },
      drift: metric && {
        action: metric.action,
        reason: metric.reason,
        ref: metric.drift.metric,
        at: metric.drift.recordedAt,
      },
      unpublish: unpublishOf(state),
      blocked: version.blocked && {
        reason: version.blocked.reason,
        at: version.blocked.at,
      },
    }),
    reviews: reviewsOf(state, version).map(review => ({
      id: review.id,
      state: review.state,
      ref: review.id,
      at: review.decidedAt ?? review.requestedAt,
    })),
    waivers: state.waivers
      .filter(({ manifestDigest }) => manifestDigest === version.manifestDigest)
      .flatMap(({ requirement, reason, expiresAt, by, seen }) =>
        isRequirementId(requirement)
          ? [
              {
                requirement,
                reason:
                  written(texts, reason.digest) ?? `document ${reason.digest}`,
                expiresAt,
                by,
                ...(seen && { seen }),
              },
            ]
          : [],
      ),
  };
}

/** Why the tier counts that counts: as declared, by default, or because a laxer one waits. */
function tierOf(state: ModelState) {
  return effectiveTier({
    declared: state.tier.declared,
    defaultTier: state.declaration?.default_tier,
    previous: state.tier.effective,
  });
}

/** Of the latest look at the bytes: what was found changed later outweighs what held at registration. */
function checksOf(
  version: VersionState,
  faults: DocumentFaults,
): NonNullable<RequirementFacts['checks']> {
  const { createdAt, integrityFailed } = version;
  return presentChecks(version, faults).flatMap(({ id, outcome, message }) => {
    if (id !== 'integrity' && id !== 'scan') {
      return [];
    }
    return id === 'integrity' && integrityFailed
      ? [
          {
            id,
            outcome: 'failed' as const,
            message: bytesVerdict(version).reason,
            ref: integrityFailed.found ?? integrityFailed.digest,
            at: integrityFailed.at,
          },
        ]
      : [{ id, outcome, message, at: createdAt }];
  });
}

/** What a person has done that takes a version out of use or moves it on; the newest of its kind. */
const STAGE_MOVES: readonly string[] = [
  'VersionApproved',
  'VersionRejected',
  'VersionBlocked',
  'VersionUnblocked',
  'ModelDeprecated',
  'ModelRetired',
];

function unpublishOf(state: ModelState): RequirementFacts['unpublish'] {
  const [alias] = Object.keys(state.aliases);
  if (alias !== undefined) {
    return { why: `the alias ${alias} can be moved`, ref: `alias ${alias}` };
  }
  const moved = state.decisions.findLast(
    ({ type, document }) => STAGE_MOVES.includes(type) && document,
  );
  return (
    moved && {
      why: `a person moved the stage of ${moved.version ?? 'a version'}`,
      ref: moved.version,
      at: moved.at,
    }
  );
}

/** Reviews of these bytes; a tier change concerns every version. */
function reviewsOf(state: ModelState, version: VersionState): ReviewState[] {
  return state.reviews.filter(
    review =>
      review.subject === 'tier-change' ||
      review.manifestDigest === version.manifestDigest,
  );
}

function reviewView(
  review: ReviewState,
  texts: ViewContext['texts'],
): Wire['Review'] {
  return {
    id: review.id,
    subject: review.subject,
    reason: review.reason,
    version: review.version,
    requestedAt: review.requestedAt,
    state: review.state,
    ...present({
      decidedAt: review.decidedAt,
      decidedBy: review.decidedBy,
      comment: written(texts, review.comment?.digest),
    }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
