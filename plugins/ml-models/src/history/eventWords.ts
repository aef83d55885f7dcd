import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { inWords } from '../format/words';
import type { Translate } from '../translation';

type Data = Wire['Event']['data'];

/** Free text is a document and not a word of the event. */
export function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}

/** A list of the event, empty where it has none. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `4 of 6 checks, 2 unknown`: what was not judged never counts as passed. */
export function checksOf(t: Translate, data: Data): string {
  const checks = list(data.checks);
  const number = (outcome: string) =>
    checks.filter(
      check =>
        typeof check === 'object' &&
        check !== null &&
        'outcome' in check &&
        check.outcome === outcome,
    ).length;
  const unknown = checks.length - number('passed') - number('failed');
  return [
    t('event.checks', {
      passed: String(number('passed')),
      total: String(checks.length),
    }),
    number('failed') > 0 &&
      t('event.checksFailed', { number: String(number('failed')) }),
    unknown > 0 && t('event.checksUnknown', { number: String(unknown) }),
  ]
    .filter(Boolean)
    .join(', ');
}

const RULES = ['tier-1', 'tier-2', 'tier-3', 'review', 'manual'] as const;

/** Which rule blocked it; one of the future by its name. */
export function ruleWord(t: Translate, rule: string): string {
  const known = RULES.find(item => item === rule);
  return known
    ? t(`event.rule.${known}`)
    : t('event.rule.other', { rule: inWords(rule) });
}

/** What people call the kinds of statements, by the address that machines know them by. */
const PREDICATES = [
  [/^https:\/\/spdx\.dev\/Document/, 'spdx'],
  [/^https:\/\/cyclonedx\.org\//, 'cyclonedx'],
  [/^https:\/\/model_signing\//, 'signature'],
  [/^https:\/\/slsa\.dev\/provenance/, 'provenance'],
] as const;

/** A statement's kind in words; an unknown one by the end of its address. */
export function predicateWord(t: Translate, type: string): string {
  const known = PREDICATES.find(([pattern]) => pattern.test(type));
  return known
    ? t(`event.predicate.${known[1]}`)
    : t('event.predicate.other', {
        name: inWords(lastName(type) || type),
      });
}

const OUTCOMES = ['verified', 'rejected', 'unverified'] as const;

/** What became of a statement. */
export function outcomeWord(t: Translate, outcome: string): string {
  const known = OUTCOMES.find(item => item === outcome);
  return known ? t(`event.outcome.${known}`) : inWords(outcome);
}

const SUBJECTS = ['drift', 'tier-change', 'approval'] as const;

/** What a review is about. */
export function reviewWord(t: Translate, subject: string): string {
  const known = SUBJECTS.find(item => item === subject);
  return known ? t(`review.subject.${known}`) : inWords(subject);
}

const DECISIONS = ['none', 'monitor', 'review', 'block', 'unknown'] as const;

/** What the policy asks for. */
export function decisionOf(t: Translate, decision: string): string {
  const known = DECISIONS.find(item => item === decision);
  return known ? t(`served.decision.${known}`) : inWords(decision);
}

/** `…/provenance/v1` is called `provenance`. */
function lastName(address: string): string | undefined {
  return address
    .split('/')
    .filter(part => part && !/^v?\d+(\.\d+)*$/.test(part))
    .pop();
}
