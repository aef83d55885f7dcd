import { Folds, withDecision, withVersion } from './Fold';
import { acceptDrift } from './governance';

export const stageFolds: Folds<
  | 'VersionApproved'
  | 'VersionRejected'
  | 'VersionBlocked'
  | 'VersionUnblocked'
  | 'ModelDeprecated'
  | 'ModelRetired'
> = {
  VersionApproved: (state, event) =>
    withDecision(
      withVersion(state, event.data.manifest_digest, version => ({
        ...version,
        stage: 'approved',
      })),
      event,
      {
        version: event.data.version,
        reason: `approved by ${event.actor}`,
        document: event.data.reason,
      },
    ),

  VersionRejected: (state, event) =>
    withDecision(
      withVersion(state, event.data.manifest_digest, version => ({
        ...version,
        stage: 'rejected',
      })),
      event,
      {
        version: event.data.version,
        reason: `rejected by ${event.actor}`,
        document: event.data.reason,
      },
    ),

  VersionBlocked: (state, event) => {
    const { rule, reason, document } = event.data;
    return withDecision(
      withVersion(state, event.data.manifest_digest, version => {
        return {
          ...version,
          stage: 'blocked' as const,
          stageBeforeBlock:
            version.stage === 'blocked'
              ? version.stageBeforeBlock
              : version.stage,
          blocked: { rule, reason, at: event.recordedAt, document },
        };
      }),
      event,
      {
        version: event.data.version,
        reason: `blocked by rule ${rule}: ${reason}`,
        document,
      },
    );
  },

  VersionUnblocked: (state, event) =>
    withDecision(
      withVersion(state, event.data.manifest_digest, version => {
        const { blocked, stageBeforeBlock, ...rest } = version;
        return acceptDrift({
          ...rest,
          stage:
            version.stage === 'blocked'
              ? stageBeforeBlock ?? 'registered'
              : version.stage,
        });
      }),
      event,
      {
        version: event.data.version,
        reason: `unblocked by ${event.actor}, was blocked by rule ${event.data.rule}`,
        document: event.data.reason,
      },
    ),

  ModelDeprecated: (state, event) => {
    const { effective_at: effectiveAt, redirect_to: redirectTo } = event.data;
    const reason = `deprecated by ${event.actor}`;
    return withDecision(
      withVersion(state, event.data.manifest_digest, version => ({
        ...version,
        stage: 'deprecated',
        deprecation: {
          reason,
          effectiveAt,
          redirectTo,
          document: event.data.reason,
        },
      })),
      event,
      { version: event.data.version, reason, document: event.data.reason },
    );
  },

  ModelRetired: (state, event) => {
    const { effective_at: effectiveAt, redirect_to: redirectTo } = event.data;
    const reason = `retired by ${event.actor}`;
    return withDecision(
      withVersion(state, event.data.manifest_digest, version => ({
        ...version,
        stage: 'retired',
        deprecation: {
          reason,
          effectiveAt,
          redirectTo: redirectTo ?? version.deprecation?.redirectTo,
          document: event.data.reason,
        },
      })),
      event,
      { version: event.data.version, reason, document: event.data.reason },
    );
  },
};
