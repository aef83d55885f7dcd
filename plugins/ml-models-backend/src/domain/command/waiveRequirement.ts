import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { isRequirementId } from '@ml-models/model-governance';
import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import type { ModelState } from '../ModelState';
import { getVersion, labelOf } from '../versions';
import type { CommandOf } from './Command';

/**
 * A dated exception; the last one for a requirement counts. Throws `UNKNOWN_REQUIREMENT`, and `INVALID_WAIVER` unless
 * it ends in the future.
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
  return [
    {
      type: 'RequirementWaived',
      data: {
        version: labelOf(version, command.version),
        manifest_digest: version.manifestDigest,
        requirement: command.requirement,
        reason: command.reason,
        expires_at: new Date(expires).toISOString(),
      },
    },
  ];
}
