import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { inWords } from '../format/words';
import type { Translate } from '../translation';
import {
  checksOf,
  decisionOf,
  list,
  outcomeWord,
  predicateWord,
  reviewWord,
  ruleWord,
  words,
} from './eventWords';

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
  'ModelDeclared',
  'ModelTied',
  'ModelUndeployed',
  'ModelUndeclared',
  'RolloutAdvanced',
  'RolloutDeclared',
  'RolloutSeen',
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

/** What happened, in words; total, so that events of the future show too. */
export function eventSentence(
  t: Translate,
  event: Pick<Wire['Event'], 'type' | 'data'>,
): EventSentence {
  const { data } = event;
  return {
    key: keyOf(event),
    params: {
      version: words(data.version),
      what: subjectOf(t, event),
      from: words(data.from),
      to: words(data.to),
      reason: words(data.reason),
    },
  };
}

type SourceOf = 'manifests' | 'cluster' | undefined;

/** Where it was seen; events of old do not say. */
function seenIn(data: Wire['Event']['data']): SourceOf {
  return data.seen_in === 'manifests' || data.seen_in === 'cluster'
    ? data.seen_in
    : undefined;
}

function keyOf({
  type,
  data,
}: Pick<Wire['Event'], 'type' | 'data'>): EventSentenceKey {
  const source = seenIn(data);
  switch (type) {
    case 'DeclarationChanged':
      return list(data.changed).length > 0 ? type : 'DeclarationRecorded';
    case 'ModelVersioned':
      return data.same_bytes_as === undefined ? type : 'VersionRelabelled';
    case 'ReviewDecided':
      return data.decision === 'approve' ? 'ReviewApproved' : 'ReviewRejected';
    case 'AliasMoved':
      return data.to === null ? 'AliasRemoved' : type;
    case 'ModelDeployed':
      if (source === undefined) {
        return 'ModelTied';
      }
      return source === 'manifests' ? 'ModelDeclared' : type;
    case 'ModelUndeployed':
      return source === 'cluster' ? type : 'ModelUndeclared';
    case 'RolloutAdvanced':
      if (source === undefined) {
        return 'RolloutSeen';
      }
      return source === 'manifests' ? 'RolloutDeclared' : type;
    default:
      return SENTENCE_KEYS.find(key => key === type) ?? 'Other';
  }
}

/** What else the sentence is about, by type of event. */
function subjectOf(
  t: Translate,
  { type, data }: Pick<Wire['Event'], 'type' | 'data'>,
): string {
  switch (type) {
    case 'ModelRegistered':
      return words(data.owner);
    case 'DeclarationChanged':
      return list(data.changed).join(', ');
    case 'ModelVersioned':
      return words(data.same_bytes_as) || String(list(data.artifacts).length);
    case 'ValidationPassed':
    case 'ValidationFailed':
      return checksOf(t, data);
    case 'AttestationRecorded':
      return `${predicateWord(t, words(data.predicate_type))}, ${outcomeWord(
        t,
        words(data.outcome),
      )}`;
    case 'DriftMeasured':
      return `${words(data.metric)} = ${words(data.score)}`;
    case 'RiskAssessed':
      return decisionOf(t, words(data.decision));
    case 'ReviewRequested':
      return reviewWord(t, words(data.subject));
    case 'RequirementWaived':
      return `${words(data.requirement)} (${words(data.expires_at).slice(
        0,
        10,
      )})`;
    case 'VersionBlocked':
    case 'VersionUnblocked':
      return ruleWord(t, words(data.rule));
    case 'AliasMoved':
      return words(data.alias);
    case 'IntegrityVerified':
    case 'IntegrityFailed':
      return inWords(words(data.layer));
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
      return inWords(type);
  }
}
