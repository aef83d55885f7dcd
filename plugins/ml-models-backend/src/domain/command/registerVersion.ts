import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import { MAX_VERSIONS } from '../limits';
import type { ModelState } from '../ModelState';
import { findVersion } from '../versions';
import type { CommandOf } from './Command';
import { speaksForModel } from '../declaredOf';
import { declarationEvents, tierReviewEvents } from './declarationEvents';
import { isLookAtSource, placeOf, recordReread } from './recordReread';

type RegisterVersion = CommandOf<'RegisterVersion'>;

/**
 * A version that passed the triple check. The same bytes again change nothing, under another label they give the
 * version that label too, and make it whole when they come from its recorded source; other bytes under a known label are refused.
 */
export function registerVersion(
  state: ModelState | undefined,
  command: RegisterVersion,
  context: DecideContext,
): NewModelEvent[] {
  const { declaration } = command;
  const subject = {
    version: command.version,
    manifest_digest: command.manifestDigest,
  };
  const events: NewModelEvent[] = state
    ? []
    : [
        {
          type: 'ModelRegistered',
          data: {
            model_ref: command.modelRef,
            schema_hash: command.schemaHash,
            owner: declaration.owner,
            source: command.source,
            task: declaration.task,
          },
        },
      ];
  events.push(...declarationEvents(state, declaration, command.trigger));
  const evidence = events
    .map((_, index) => (state?.sequence ?? 0) + index + 1)
    .slice(-1);
  events.push(...versionEvents(state, command, subject));
  if (
    !state ||
    speaksForModel(state, declaration.declared_version, command.trigger)
  ) {
    events.push(
      ...tierReviewEvents(state, declaration, subject, evidence, context),
    );
  }
  return events;
}

function versionEvents(
  state: ModelState | undefined,
  command: RegisterVersion,
  subject: { version: string; manifest_digest: string },
): NewModelEvent[] {
  const { declaration } = command;
  const versions = state?.versions ?? [];
  const labelled = versions.find(({ labels }) =>
    labels.includes(command.version),
  );
  if (labelled && labelled.manifestDigest !== command.manifestDigest) {
    throw new DomainError(
      'VERSION_CONFLICT',
      `version ${command.version} of ${command.modelRef} is ${labelled.manifestDigest}, these bytes are ${command.manifestDigest}; give them another version`,
      {
        params: {
          version: command.version,
          registered: labelled.manifestDigest,
          offered: command.manifestDigest,
        },
      },
    );
  }
  if (labelled) {
    return [];
  }
  const versioned = {
    ...subject,
    changelog_url: command.changelogUrl,
    artifacts: command.artifacts,
    size: command.size,
    parameters: command.parameters,
    bytes_kept: command.bytesKept,
    unsupported: command.unsupported || undefined,
    location: declaration.location,
  };
  const same = versions.find(
    ({ manifestDigest }) => manifestDigest === command.manifestDigest,
  );
  if (state && same) {
    return [
      {
        type: 'ModelVersioned',
        data: { ...versioned, same_bytes_as: same.labels[0] },
      },
      ...foundWhole(state, command),
    ];
  }
  if (versions.length >= MAX_VERSIONS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${command.modelRef} has ${versions.length} versions already`,
      { params: { limit: MAX_VERSIONS } },
    );
  }
  const { validation, billOfMaterials } = command;
  return [
    {
      type: 'ModelVersioned',
      data: { ...versioned, base_version: state?.latest?.version },
    },
    {
      type: 'ValidationPassed',
      data: {
        ...subject,
        run_id: validation.runId,
        metrics: validation.metrics,
        validator_version: validation.validatorVersion,
        checks: validation.checks,
      },
    },
    {
      type: 'AttestationRecorded',
      data: {
        ...subject,
        subject: command.manifestDigest,
        predicate_type: billOfMaterials.predicateType,
        verifier: 'ml-models',
        // our own document: nobody has signed it
        outcome: 'unverified',
        document: billOfMaterials.document,
        gaps: billOfMaterials.gaps,
      },
    },
  ];
}

/** Another label for the same bytes: where they were read at their recorded source, that was a look at it too. */
function foundWhole(
  state: ModelState,
  {
    modelRef,
    manifestDigest,
    trigger,
    artifacts,
    declaration: { location },
  }: RegisterVersion,
): NewModelEvent[] {
  const version = findVersion(state, manifestDigest);
  const placedAt = version && placeOf(version, state);
  return recordReread(state, {
    type: 'RecordReread',
    modelRef,
    version: manifestDigest,
    files: artifacts
      .filter(({ source }) =>
        isLookAtSource(trigger, source, { location, placedAt }),
      )
      .map(({ path, source, digest }) => ({ path, source, digest })),
  });
}
