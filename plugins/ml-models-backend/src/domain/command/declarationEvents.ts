import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { effectiveTier } from '@ml-models/model-governance';
import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import { declaredNow, speaksForModel } from '../declaredOf';
import { openTierReview } from '../fold/tier';
import { MAX_OPEN_REVIEWS } from '../limits';
import type { Declaration, RegistrationTrigger } from '../ModelCommand';
import type { ModelState } from '../ModelState';

const CARD_PATH = 'spec.card';

/**
 * The declaration event, only when the declared entity or its card changed, its model was gone, the catalog declares
 * for the first time what was posted before, or it is not recorded yet where the owner is declared. Throws
 * `UNKNOWN_TIER`.
 */
export function declarationEvents(
  state: ModelState | undefined,
  declaration: Declaration,
  trigger: RegistrationTrigger,
): NewModelEvent[] {
  const { problem } = effectiveTier({ declared: declaration.tier });
  if (problem) {
    throw new DomainError('UNKNOWN_TIER', problem.message, {
      params: problem.params,
    });
  }
  const { declared_version: label } = declaration;
  if (state && label && !speaksForModel(state, label, trigger)) {
    return redeclarationEvents(state, label, declaration, trigger);
  }
  const before = state?.declaration;
  const isCardChanged = changesCard(before?.card, declaration.card);
  if (
    before?.entity_digest === declaration.entity_digest &&
    !isCardChanged &&
    !state?.removedFromCatalog &&
    !(
      trigger === 'catalog' &&
      (state?.postedOnly ||
        (state?.ownerSource === undefined &&
          declaration.location !== undefined))
    )
  ) {
    return [];
  }
  const changed = before
    ? changedPaths(before.fields ?? {}, declaration.fields)
    : [];
  return [
    {
      type: 'DeclarationChanged',
      data: {
        ...declaration,
        changed:
          before && isCardChanged && !changed.includes(CARD_PATH)
            ? [...changed, CARD_PATH].sort()
            : changed,
        trigger,
      },
    },
  ];
}

/** The same path may hold another text, or say more to a later reader; a card that was not read says nothing. */
function changesCard(before: Declaration['card'], now: Declaration['card']) {
  return (
    now !== undefined &&
    (before?.digest !== now.digest ||
      before.stated_licenses?.join('\n') !== now.stated_licenses?.join('\n'))
  );
}

/** An older version is declared anew; its model is as its newest version or the catalog says. */
function redeclarationEvents(
  state: ModelState,
  label: string,
  declaration: Declaration,
  trigger: RegistrationTrigger,
): NewModelEvent[] {
  const version = state.versions.find(({ labels }) => labels.includes(label));
  const known = version && declaredNow(version, label);
  return known?.entity.digest === declaration.entity.digest &&
    !changesCard(known.card, declaration.card) &&
    !state.removedFromCatalog
    ? []
    : [
        {
          type: 'DeclarationChanged',
          data: { ...declaration, changed: [], trigger },
        },
      ];
}

/** The review that a laxer tier needs, unless one for the same tier is open. */
export function tierReviewEvents(
  state: ModelState | undefined,
  declaration: Declaration,
  subject: { version: string; manifest_digest: string },
  evidence: number[],
  { newId }: DecideContext,
): NewModelEvent[] {
  if (!state?.declaration) {
    return [];
  }
  const { pending, message } = effectiveTier({
    declared: declaration.tier,
    defaultTier: declaration.default_tier,
    previous: state.tier.effective,
  });
  if (!pending || openTierReview(state.reviews, pending)) {
    return [];
  }
  checkOpenReviews(state);
  return [
    {
      type: 'ReviewRequested',
      data: {
        ...subject,
        review_id: `rev-${newId()}`,
        subject: 'tier-change',
        reason: message,
        evidence,
        requested_tier: pending,
      },
    },
  ];
}

/** Throws `LIMIT_EXCEEDED`. */
export function checkOpenReviews(state: ModelState): void {
  const open = state.reviews.filter(review => review.state === 'open').length;
  if (open >= MAX_OPEN_REVIEWS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${state.modelRef} has ${open} open reviews; decide some first`,
      { params: { open, limit: MAX_OPEN_REVIEWS } },
    );
  }
}

function changedPaths(
  before: Record<string, string>,
  after: Record<string, string>,
): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths]
    .filter(path => digestAt(before, path) !== digestAt(after, path))
    .sort();
}

function digestAt(
  fields: Record<string, string>,
  path: string,
): string | undefined {
  return Object.hasOwn(fields, path) ? fields[path] : undefined;
}
