import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { isRequirementId } from '@ml-models/model-governance';
import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import type { ModelState, VersionState } from '../ModelState';
import { standingDecision } from '../drift/standingDecision';
import { DAY_MS, MAX_WAIVER_MS } from '../limits';
import { getVersion, labelOf } from '../versions';
import type { CommandOf } from './Command';

/**
 * A dated exception from what is seen; the last one for a requirement counts. Throws `UNKNOWN_REQUIREMENT`, and
 * `INVALID_WAIVER` unless it ends in the future and within `MAX_WAIVER_MS`, or where a person has to decide: an open
 * review, a block.
 */
export function waiveRequirement(
  state: ModelState,
  command: CommandOf<'WaiveRequirement'>,
  { at }: DecideContext,
): NewModelEvent[] {
  const version = getVersion(state, command.version);
  if (!isRequirementId(command.requirement)) {
    throw new DomainError(
      'UNKNOWN_REQUIREMENT',
      `there is no requirement ${command.requirement}`,
      { params: { requirement: command.requirement } },
    );
  }
  const expires = Date.parse(command.expiresAt);
  if (!(expires > Date.parse(at))) {
    throw new DomainError(
      'INVALID_WAIVER',
      `a waiver ends in the future, not at ${command.expiresAt}`,
      { params: { expiresAt: command.expiresAt } },
    );
  }
  if (expires - Date.parse(at) > MAX_WAIVER_MS) {
    throw new DomainError(
      'INVALID_WAIVER',
      `a waiver ends within ${MAX_WAIVER_MS / DAY_MS} days, not at ${
        command.expiresAt
      }`,
      {
        params: { expiresAt: command.expiresAt, limit: MAX_WAIVER_MS / DAY_MS },
      },
    );
  }
  const decision = awaitedDecision(state, version, command.requirement);
  if (decision !== undefined) {
    throw new DomainError(
      'INVALID_WAIVER',
      `${command.requirement} cannot be waived: ${decision}`,
      { params: { requirement: command.requirement } },
    );
  }
  return [
    {
      type: 'RequirementWaived',
      data: {
        version: labelOf(version, command.version),
        manifest_digest: version.manifestDigest,
        requirement: command.requirement,
        reason: command.reason,
        expires_at: new Date(expires).toISOString(),
        ...(command.seen && { seen: command.seen }),
      },
    },
  ];
}

/** What a person has to decide before, as no waiver stands for it; `undefined` where there is nothing. */
function awaitedDecision(
  state: ModelState,
  version: VersionState,
  requirement: string,
): string | undefined {
  const { blocked, manifestDigest } = version;
  const isOpen = state.reviews.some(
    review =>
      review.state === 'open' &&
      (review.subject === 'tier-change' ||
        review.manifestDigest === manifestDigest),
  );
  if (requirement === 'review' && isOpen) {
    return 'a review is open';
  }
  if (requirement === 'response' && blocked) {
    return `the version is blocked: ${blocked.reason}`;
  }
  const { decision, reason } = standingDecision(state, version);
  return requirement === 'drift' &&
    (decision === 'block' || decision === 'review')
    ? reason
    : undefined;
}
