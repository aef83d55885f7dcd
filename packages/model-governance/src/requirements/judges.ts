import { quote } from '../quote';
import { declaresLicense } from '../registration/declaresLicense';
import type {
  RequirementEvidence,
  RequirementId,
  RequirementState,
} from './Requirement';
import type { Recorded, RequirementFacts } from './RequirementFacts';

/** What the facts say of one requirement, before any waiver. */
export interface Judgement {
  state: Exclude<RequirementState, 'waived'>;
  reason: string;
  evidence?: RequirementEvidence[];
  /** it asks for a person's decision, which no waiver replaces */
  needsDecision?: true;
}

function checked(
  { checks = [] }: RequirementFacts,
  id: 'integrity' | 'scan',
): Judgement {
  const check = checks.find(one => one.id === id);
  if (!check) {
    return unknown('this was not checked');
  }
  const evidence = decides(check, check.message);
  switch (check.outcome) {
    case 'passed':
      return met(check.message, evidence);
    case 'failed':
      return gap(check.message, evidence);
    default:
      return unknown(check.message, evidence);
  }
}

function declaredText(
  field: string,
  text: string | undefined,
  unreadable?: RequirementFacts['unreadable'],
): Judgement {
  const ref = `spec.${field}`;
  if (text === undefined && unreadable?.entity !== undefined) {
    return unknown(`what ${ref} says cannot be read: ${unreadable.entity}`);
  }
  return text && text.trim() !== ''
    ? met(`${ref} is declared`, { role: 'decides', ref, why: quote(text) })
    : gap(`${ref} is not declared`);
}

function decides({ ref, at }: Recorded, why: string): RequirementEvidence {
  return {
    role: 'decides',
    ...(ref ? { ref } : {}),
    why,
    ...(at ? { at } : {}),
  };
}

function met(reason: string, ...evidence: RequirementEvidence[]): Judgement {
  return { state: 'met', reason, evidence };
}

function gap(reason: string, ...evidence: RequirementEvidence[]): Judgement {
  return { state: 'gap', reason, evidence };
}

function asking(judgement: Judgement): Judgement {
  return { ...judgement, needsDecision: true };
}

function unknown(
  reason: string,
  ...evidence: RequirementEvidence[]
): Judgement {
  return { state: 'unknown', reason, evidence };
}

/** One judge per requirement. */
export const JUDGES: Readonly<
  Record<RequirementId, (facts: RequirementFacts) => Judgement>
> = {
  inventory: ({ registered, unlisted, declared: { owner } }) => {
    if (!registered) {
      return gap('the version is not registered');
    }
    const evidence = decides(registered, 'registration');
    if (unlisted) {
      return gap('the catalog does not list the model any more', evidence);
    }
    return owner
      ? met(
          `version ${quote(registered.version)} is registered as ${
            registered.modelId
          } and kept up to date by ${quote(owner)}`,
          evidence,
        )
      : unknown('nobody is named who keeps the entry up to date', evidence);
  },
  owner: ({ declared }) => declaredText('owner', declared.owner),
  tier: ({ tier }) => {
    if (!tier) {
      return unknown('no tier is known');
    }
    const evidence: RequirementEvidence = {
      role: 'decides',
      ref: 'spec.tier',
      why: tier.message,
    };
    return tier.reason === 'declared' || tier.reason === 'laxer-approved'
      ? met(tier.message, evidence)
      : gap(tier.message, evidence);
  },
  license: ({ declared: { license }, unreadable }) => {
    const ref = 'spec.license';
    if (!license && unreadable?.entity !== undefined) {
      return unknown(`what ${ref} says cannot be read: ${unreadable.entity}`);
    }
    if (!license || !declaresLicense(license.text)) {
      return gap('no licence is declared');
    }
    const text = quote(license.text);
    const evidence: RequirementEvidence = { role: 'decides', ref, why: text };
    if (license.contradicts !== undefined) {
      return gap(
        `${text} is declared, but a file states ${quote(license.contradicts)}`,
        evidence,
      );
    }
    return license.state === 'listed'
      ? met(`${text}, as on the SPDX list`, evidence)
      : gap(
          `${text} is not on the SPDX list; its terms are not known`,
          evidence,
        );
  },
  'intended-use': ({ declared, unreadable }) =>
    declaredText('intendedUse', declared.intendedUse, unreadable),
  task: ({ declared, unreadable }) =>
    declaredText('task', declared.task, unreadable),
  limitations: ({ declared, unreadable }) =>
    declaredText('limitations', declared.limitations, unreadable),
  components: ({ sbom, unreadable }) => {
    if (!sbom && unreadable?.sbom !== undefined) {
      return unknown(
        `the bill of materials cannot be read: ${unreadable.sbom}`,
      );
    }
    if (!sbom) {
      return gap('there is no bill of materials');
    }
    const evidence = decides(sbom, 'bill of materials');
    return sbom.gaps > 0
      ? gap(`the bill of materials leaves ${sbom.gaps} things open`, evidence)
      : met('the bill of materials leaves nothing open', evidence);
  },
  integrity: facts => checked(facts, 'integrity'),
  scan: facts => checked(facts, 'scan'),
  drift: ({ drift }) => {
    if (!drift) {
      return unknown('drift was never measured');
    }
    const evidence = decides(drift, drift.reason);
    switch (drift.action) {
      case 'none':
        return met(drift.reason, evidence);
      case 'unknown':
        return unknown(drift.reason, evidence);
      case 'monitor':
        return gap(drift.reason, evidence);
      default:
        return asking(gap(drift.reason, evidence));
    }
  },
  review: ({ reviews = [] }) => {
    const evidence = reviews.map(review =>
      decides(review, `review ${review.id}: ${review.state}`),
    );
    const states = reviews.map(({ state }) => state);
    if (states.includes('open')) {
      return asking(gap('a review is open', ...evidence));
    }
    if (states.length === 0) {
      return unknown('nobody was asked to review it');
    }
    // the list is the history; the last word counts
    return states[states.length - 1] === 'approved'
      ? met('the last review approved', ...evidence)
      : gap('the last review rejected', ...evidence);
  },
  response: ({ blocked, unpublish, declared: { owner } }) => {
    if (blocked) {
      return asking(
        gap(
          `blocked: ${quote(blocked.reason)}`,
          decides(blocked, blocked.reason),
        ),
      );
    }
    if (!owner) {
      return unknown('nobody is named who would take the version out of use');
    }
    // that nothing blocks it does not show that anything could
    return unpublish
      ? met(
          `it can be taken out of use: ${unpublish.why}`,
          decides(unpublish, unpublish.why),
        )
      : unknown(
          'nothing shows that the version can be taken out of use: no alias points to the model, and nobody ever moved a stage',
        );
  },
  'base-model': ({ declared: { baseModel, adapterOf }, unreadable }) =>
    baseModel ?? adapterOf
      ? declaredText(
          baseModel ? 'baseModel' : 'adapterOf',
          baseModel ?? adapterOf,
        )
      : unknown(
          unreadable?.entity === undefined
            ? 'no base model is declared; whether there is one is not known'
            : `whether a base model is declared cannot be read: ${unreadable.entity}`,
        ),
};
