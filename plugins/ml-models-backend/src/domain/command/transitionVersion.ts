import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import { standingDecision } from '../drift/standingDecision';
import { faultAmong, withFaults } from '../faults';
import { modelReference } from '../modelReference';
import type { ModelState, VersionStage, VersionState } from '../ModelState';
import { scanDocuments } from '../restsOn';
import { getVersion, labelOf } from '../versions';
import type { CommandOf } from './Command';

type Transition = CommandOf<'TransitionVersion'>;

/** From which stages a person may ask for each. `validated` is reached by the checks alone. */
const from: Readonly<Record<Transition['to'], readonly VersionStage[]>> = {
  validated: [],
  approved: ['validated'],
  deprecated: ['validated', 'approved'],
  retired: [
    'registered',
    'validated',
    'approved',
    'deprecated',
    'rejected',
    'invalid',
  ],
  rejected: ['registered', 'validated', 'invalid'],
  blocked: [
    'registered',
    'validated',
    'approved',
    'deprecated',
    'rejected',
    'invalid',
  ],
  unblocked: ['blocked'],
};

/**
 * A person moves a version to another stage. A blocked version leaves only by `unblocked`, back to where it was. One
 * that could not be scanned never leaves `registered`, except into a block. An approval needs no open review, no
 * failed check, no decision against it, no bytes that were found changed and every scan as it was recorded.
 */
export function transitionVersion(
  state: ModelState,
  command: Transition,
  { at }: DecideContext,
): NewModelEvent[] {
  const version = getVersion(state, command.version);
  checkTransition(version, command);
  if (command.to === 'approved') {
    checkApproval(withFaults(state, command.faults ?? new Map()), version);
  }
  const subject = {
    version: labelOf(version, command.version),
    manifest_digest: version.manifestDigest,
  };
  const { reason } = command;
  switch (command.to) {
    case 'approved':
      return [{ type: 'VersionApproved', data: { ...subject, reason } }];
    case 'rejected':
      return [{ type: 'VersionRejected', data: { ...subject, reason } }];
    case 'blocked':
      return [
        {
          type: 'VersionBlocked',
          data: {
            ...subject,
            rule: 'manual',
            reason: 'blocked by a person',
            document: reason,
          },
        },
      ];
    case 'unblocked':
      return [
        {
          type: 'VersionUnblocked',
          data: { ...subject, rule: version.blocked?.rule ?? 'manual', reason },
        },
      ];
    default:
      return [
        {
          type:
            command.to === 'deprecated' ? 'ModelDeprecated' : 'ModelRetired',
          data: {
            ...subject,
            effective_at: at,
            reason,
            ...redirectOf(command),
          },
        },
      ];
  }
}

/** What forbids an approval as long as it stands. */
function checkApproval(state: ModelState, version: VersionState): void {
  const review = state.reviews.find(
    each =>
      each.state === 'open' && each.manifestDigest === version.manifestDigest,
  );
  if (review) {
    throw refused(
      version.stage,
      'approved',
      `a review is open, which has to be decided first: ${review.reason}`,
    );
  }
  if (version.integrityFailed) {
    throw refused(
      version.stage,
      'approved',
      'its bytes were found changed at their source',
    );
  }
  const { decision, reason } = standingDecision(state, version);
  if (decision === 'block' || decision === 'review') {
    throw refused(version.stage, 'approved', reason);
  }
  const fault = faultAmong(state.faults, scanDocuments(version));
  if (fault) {
    throw refused(
      version.stage,
      'approved',
      `what its checks rest on cannot be relied on: ${fault.message}`,
    );
  }
  const failed = version.checks.find(({ outcome }) => outcome === 'failed');
  if (failed) {
    throw refused(version.stage, 'approved', failed.message);
  }
}

/** Throws `INVALID_REDIRECT` for anything but the reference of a model. */
function redirectOf({ redirectTo }: Transition): { redirect_to?: string } {
  if (redirectTo === undefined) {
    return {};
  }
  const reference = modelReference(redirectTo);
  if (reference === undefined) {
    throw new DomainError(
      'INVALID_REDIRECT',
      'redirectTo is the entity reference of another model, such as mlmodel:default/name',
    );
  }
  return { redirect_to: reference };
}

function checkTransition(version: VersionState, { to }: Transition): void {
  const { stage } = version;
  if (version.unsupported && to !== 'blocked' && to !== 'unblocked') {
    throw refused(
      stage,
      to,
      'it has a file that could not be scanned, so it stays registered',
    );
  }
  if (stage === 'blocked' && to !== 'unblocked') {
    throw refused(stage, to, 'a blocked version has to be unblocked first');
  }
  if (to === 'validated') {
    throw refused(stage, to, 'the checks of an ingestion lead there');
  }
  if (!from[to].includes(stage)) {
    throw refused(stage, to, `only ${from[to].join(', ')} leads there`);
  }
}

function refused(stage: string, to: string, why: string): DomainError {
  return new DomainError(
    'INVALID_TRANSITION',
    `a version in stage ${stage} cannot become ${to}: ${why}`,
    { params: { stage, to } },
  );
}
