import { DEFAULT_TIER } from '@ml-models/model-governance';
import type { ModelEventData } from '@ml-models/backstage-plugin-ml-models-common';
import { isSameSource } from '../declaredFrom';
import { speaksForModel, withDeclared } from '../declaredOf';
import type { ModelState, VersionState } from '../ModelState';
import { Folds, withVersion } from './Fold';
import { takeReference } from './identity';
import { foldTier } from './tier';

export const registrationFolds: Folds<
  | 'ModelRegistered'
  | 'DeclarationChanged'
  | 'ModelVersioned'
  | 'ValidationPassed'
  | 'ValidationFailed'
  | 'AttestationRecorded'
  | 'IntegrityVerified'
  | 'IntegrityFailed'
> = {
  ModelRegistered: (state, { data, position, recordedAt }) =>
    takeReference(
      {
        ...state,
        registeredAt: recordedAt,
        owner: data.owner,
        ...(isPosted(data.source)
          ? { postedOnly: true, ownerSource: null }
          : isLocation(data.source) && { ownerSource: data.source }),
        tier: { effective: DEFAULT_TIER, declared: null },
      },
      data.model_ref,
      position,
    ),

  DeclarationChanged: (state, { data, position, recordedAt }) => {
    const { postedOnly, ownerSource: _, ...before } = state;
    const ownerSource = ownerSourceAfter(state, data);
    const { declared_version: label } = data;
    const declaration = { ...data, at: recordedAt };
    const owned: ModelState = speaksForModel(state, label, data.trigger)
      ? {
          ...before,
          ...(ownerSource !== undefined && { ownerSource }),
          ...(postedOnly && data.trigger !== 'catalog' && { postedOnly }),
          owner: data.owner,
          declaration,
          tier: foldTier(state, data),
        }
      : state;
    const about: ModelState = {
      ...owned,
      versions: owned.versions.map(version =>
        label !== undefined && version.labels.includes(label)
          ? withDeclared(version, label, declaration)
          : version,
      ),
    };
    return state.removedFromCatalog
      ? takeReference(about, data.model_ref, position)
      : about;
  },

  ModelVersioned: (state, { data, recordedAt }) => {
    const latest = {
      version: data.version,
      manifestDigest: data.manifest_digest,
    };
    const known = state.versions.some(
      version => version.manifestDigest === data.manifest_digest,
    );
    if (known) {
      return {
        ...withVersion(state, data.manifest_digest, version =>
          withDeclared(
            {
              ...version,
              labels: version.labels.includes(data.version)
                ? version.labels
                : [...version.labels, data.version],
            },
            data.version,
            state.declaration,
          ),
        ),
        latest,
      };
    }
    const version: VersionState = {
      manifestDigest: data.manifest_digest,
      labels: [data.version],
      stage: 'registered',
      artifacts: data.artifacts,
      size: data.size,
      parameters: data.parameters,
      baseVersion: data.base_version,
      changelogUrl: data.changelog_url,
      bytesKept: data.bytes_kept,
      ...(data.location !== undefined && { location: data.location }),
      unsupported: data.unsupported === true,
      createdAt: recordedAt,
      checks: [],
      attestations: [],
      drift: {},
    };
    return {
      ...state,
      versions: [
        ...state.versions,
        withDeclared(version, data.version, state.declaration),
      ],
      latest,
    };
  },

  ValidationPassed: (state, { data }) =>
    withVersion(state, data.manifest_digest, version => ({
      ...version,
      checks: data.checks,
      stage:
        !version.unsupported &&
        (version.stage === 'registered' || version.stage === 'invalid')
          ? 'validated'
          : version.stage,
    })),

  ValidationFailed: (state, { data }) =>
    withVersion(state, data.manifest_digest, version => ({
      ...version,
      checks: data.checks,
      ...(version.stage === 'blocked'
        ? { stageBeforeBlock: 'invalid' }
        : { stage: 'invalid' }),
    })),

  IntegrityVerified: (state, { data }) =>
    withVersion(state, data.manifest_digest, version => {
      const { integrityFailed: _, ...whole } = version;
      return whole;
    }),

  IntegrityFailed: (state, { data, recordedAt }) =>
    withVersion(state, data.manifest_digest, version => ({
      ...version,
      integrityFailed: {
        digest: data.digest,
        layer: data.layer,
        firstBadChunk: data.first_bad_chunk,
        ...(data.path !== undefined && { path: data.path }),
        ...(data.found !== undefined && { found: data.found }),
        at: recordedAt,
      },
    })),

  AttestationRecorded: (state, { data, recordedAt, actor }) =>
    withVersion(state, data.manifest_digest, version => ({
      ...version,
      attestations: [
        ...version.attestations,
        {
          predicateType: data.predicate_type,
          subject: data.subject,
          outcome: data.outcome,
          verifier: data.verifier,
          document: data.document,
          identity: data.identity,
          gaps: data.gaps,
          recordedAt,
          recordedBy: actor,
        },
      ],
    })),
};

/** Only where the owner changes, or from the source that declared it, does a declaration say where it is declared. */
function ownerSourceAfter(
  { owner, ownerSource }: ModelState,
  declared: ModelEventData['DeclarationChanged'],
): ModelState['ownerSource'] {
  const { trigger, location } = declared;
  if (trigger === 'api' || trigger === 'upload') {
    return ownerSource;
  }
  if (declared.owner !== owner) {
    return location;
  }
  return ownerSource === undefined || isSameSource(ownerSource, location)
    ? location ?? ownerSource
    : ownerSource;
}

/** The source of a registration is the catalog's location, or the word of the way it was sent on. */
function isPosted(source: string): boolean {
  return source === 'api' || source === 'upload';
}

/** `catalog` alone is the word for an entity that came without its location. */
function isLocation(source: string): boolean {
  return source.includes(':');
}
