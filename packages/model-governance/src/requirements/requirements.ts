import { JUDGES, Judgement } from './judges';
import { levelOf } from './levelOf';
import { NIST_SUBCATEGORIES } from './NIST_SUBCATEGORIES';
import type {
  Requirement,
  RequirementEvidence,
  RequirementId,
  RequirementWaiver,
} from './Requirement';
import type { RequirementFacts } from './RequirementFacts';

/**
 * The board of one version: each requirement with its state, the reason, and
 * the evidence. It says what is recorded; it does not say that anything
 * complies with anything.
 * @public
 */
export function requirements(facts: RequirementFacts): Requirement[] {
  return (Object.keys(JUDGES) as RequirementId[]).map(id => {
    const judgement = JUDGES[id](facts);
    const { state, reason, evidence = [] } = judgement;
    const waiver = facts.waivers?.find(
      ({ requirement, expiresAt }) =>
        requirement === id && isBefore(facts.at, expiresAt),
    );
    const ended = waiver && state !== 'met' && endOf(waiver, judgement);
    const waived = waiver !== undefined && state !== 'met' && !ended;
    const at = youngest(evidence);
    return {
      id,
      ...NIST_SUBCATEGORIES[id],
      state: waived ? 'waived' : state,
      level: levelOf(id, judgement),
      reason,
      evidence: ended
        ? [...evidence, { role: 'context', why: `waiver ended: ${ended}` }]
        : evidence,
      ...(at ? { at } : {}),
      ...(waived ? { waiver: shown(waiver) } : {}),
      ...(waiver && ended
        ? { endedWaiver: { ...shown(waiver), why: ended } }
        : {}),
    };
  });
}

/** From the best to the worst. */
const BADNESS = { met: 0, unknown: 1, gap: 2 } as const;

/** Why a waiver that has not run out holds no more; `undefined` while it holds. */
function endOf(
  { seen }: RequirementWaiver,
  { state, reason, needsDecision }: Judgement,
): string | undefined {
  if (needsDecision) {
    return `${reason}; a person has to decide that`;
  }
  const isWorse =
    seen &&
    (BADNESS[state] > BADNESS[seen.state] ||
      (state === 'gap' && seen.state === 'gap' && reason !== seen.reason));
  return isWorse ? `it was given for: ${seen.reason}` : undefined;
}

function shown({ reason, expiresAt, by }: RequirementWaiver) {
  return { reason, expiresAt, ...(by ? { by } : {}) };
}

/** Whether a text names a requirement of the board. @public */
export function isRequirementId(id: string): id is RequirementId {
  return Object.hasOwn(JUDGES, id);
}

/** False as well where one of the two is no time: a waiver must be shown to hold. */
function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

function youngest(
  evidence: readonly RequirementEvidence[],
): string | undefined {
  return evidence
    .flatMap(({ at }) => at ?? [])
    .reduce<string | undefined>(
      (best, at) =>
        best === undefined || Date.parse(at) > Date.parse(best) ? at : best,
      undefined,
    );
}
