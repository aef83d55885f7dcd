import { JUDGES } from './judges';
import { levelOf } from './levelOf';
import { NIST_SUBCATEGORIES } from './NIST_SUBCATEGORIES';
import type {
  Requirement,
  RequirementEvidence,
  RequirementId,
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
    const waived = waiver !== undefined && state !== 'met';
    const at = youngest(evidence);
    return {
      id,
      ...NIST_SUBCATEGORIES[id],
      state: waived ? 'waived' : state,
      level: levelOf(id, judgement),
      reason,
      evidence,
      ...(at ? { at } : {}),
      ...(waived
        ? {
            waiver: {
              reason: waiver.reason,
              expiresAt: waiver.expiresAt,
              ...(waiver.by ? { by: waiver.by } : {}),
            },
          }
        : {}),
    };
  });
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
