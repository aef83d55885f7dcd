import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** An event as the key of its sentence and the words that fill it. */
export interface EventSentence {
  key: EventSentenceKey;
  params: {
    version: string;
    what: string;
    from: string;
    to: string;
    reason: string;
  };
}

/** Events that have a sentence of their own; others are named as they are. */
export const SENTENCE_KEYS = [
  'ModelRegistered',
  'DeclarationChanged',
  'DeclarationRecorded',
  'ModelVersioned',
  'VersionRelabelled',
  'ValidationPassed',
  'ValidationFailed',
  'AttestationRecorded',
  'DriftMeasured',
  'RiskAssessed',
  'ReviewRequested',
  'ReviewApproved',
  'ReviewRejected',
  'RequirementWaived',
  'VersionApproved',
  'VersionRejected',
  'VersionBlocked',
  'VersionUnblocked',
  'AliasMoved',
  'AliasRemoved',
  'IntegrityVerified',
  'IntegrityFailed',
  'ModelDeployed',
  'ModelUndeployed',
  'RolloutAdvanced',
  'PostureChanged',
  'ModelDeprecated',
  'ModelRetired',
  'ModelRenamed',
  'ModelRemovedFromCatalog',
  'ModelAdopted',
  'DocumentErased',
  'Other',
] as const;

/** @see SENTENCE_KEYS */
export type EventSentenceKey = (typeof SENTENCE_KEYS)[number];

type Data = Wire['Event']['data'];

/** What happened, in words; total, so that events of the future show too. */
export function eventSentence(
  event: Pick<Wire['Event'], 'type' | 'data'>,
): EventSentence {
  const { data } = event;
  return {
    key: keyOf(event),
    params: {
      version: words(data.version),
      what: subjectOf(event),
      from: words(data.from),
      to: words(data.to),
      reason: words(data.reason),
    },
  };
}

function keyOf({
  type,
  data,
}: Pick<Wire['Event'], 'type' | 'data'>): EventSentenceKey {
  switch (type) {
    case 'DeclarationChanged':
      return list(data.changed).length > 0 ? type : 'DeclarationRecorded';
    case 'ModelVersioned':
      return data.same_bytes_as === undefined ? type : 'VersionRelabelled';
    case 'ReviewDecided':
      return data.decision === 'approve' ? 'ReviewApproved' : 'ReviewRejected';
    case 'AliasMoved':
      return data.to === null ? 'AliasRemoved' : type;
    default:
      return SENTENCE_KEYS.find(key => key === type) ?? 'Other';
  }
}

/** What else the sentence is about, by type of event. */
function subjectOf({ type, data }: Pick<Wire['Event'], 'type' | 'data'>) {
  switch (type) {
    case 'ModelRegistered':
      return words(data.owner);
    case 'DeclarationChanged':
      return list(data.changed).join(', ');
    case 'ModelVersioned':
      return words(data.same_bytes_as) || String(list(data.artifacts).length);
    case 'ValidationPassed':
    case 'ValidationFailed':
      return checksOf(data);
    case 'AttestationRecorded':
      return `${words(data.predicate_type)} (${words(data.outcome)})`;
    case 'DriftMeasured':
      return `${words(data.metric)} = ${words(data.score)}`;
    case 'RiskAssessed':
      return words(data.decision);
    case 'ReviewRequested':
      return words(data.subject);
    case 'RequirementWaived':
      return `${words(data.requirement)} (${words(data.expires_at)})`;
    case 'VersionBlocked':
    case 'VersionUnblocked':
      return words(data.rule);
    case 'AliasMoved':
      return words(data.alias);
    case 'IntegrityVerified':
    case 'IntegrityFailed':
      return words(data.layer);
    case 'ModelDeployed':
    case 'ModelUndeployed':
      return [words(data.cluster), words(data.deployment)].join(' / ');
    case 'RolloutAdvanced':
      return [words(data.cluster), words(data.rollout)].join(' / ');
    case 'PostureChanged':
      return [words(data.deployment), words(data.port)]
        .filter(Boolean)
        .join(':');
    case 'DocumentErased':
      return words(data.document);
    default:
      return type;
  }
}

function checksOf(data: Data): string {
  const failed = list(data.checks).filter(
    check =>
      typeof check === 'object' &&
      check !== null &&
      'outcome' in check &&
      check.outcome === 'failed',
  ).length;
  return `${list(data.checks).length - failed}/${list(data.checks).length}`;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Free text is a document and not a word of the event. */
function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}
