import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** What happens next, as a key of the sentence and what it names. */
export type NextStep =
  | { key: 'review'; params: { subject: Wire['Review']['subject'] } }
  | { key: 'blocked'; params: Record<string, never> }
  | { key: 'waiver'; params: { requirement: string; at: string } }
  | { key: 'gap'; params: { requirement: string; reason: string } }
  | { key: 'unknown'; params: Record<string, never> }
  | { key: 'nothing'; params: Record<string, never> };

/**
 * The first thing that waits for someone or something: a review before a block
 * (deciding it is how a block ends), gaps before waivers that will expire.
 */
export function nextStep(assessment: Wire['Assessment']): NextStep {
  const { decision, requirements, reviews } = assessment;
  const review = reviews.find(({ state }) => state === 'open');
  if (review) {
    return { key: 'review', params: { subject: review.subject } };
  }
  if (decision === 'block' || assessment.stage === 'blocked') {
    return { key: 'blocked', params: {} };
  }
  const gap = requirements.find(({ state }) => state === 'gap');
  if (gap) {
    const { title: requirement, reason } = gap;
    return { key: 'gap', params: { requirement, reason } };
  }
  const [waived] = requirements
    .flatMap(({ title, waiver }) =>
      waiver ? [{ requirement: title, at: waiver.expiresAt }] : [],
    )
    .sort((a, b) => a.at.localeCompare(b.at));
  if (waived) {
    return { key: 'waiver', params: waived };
  }
  return decision === 'unknown'
    ? { key: 'unknown', params: {} }
    : { key: 'nothing', params: {} };
}

/** Who has to act for the next step to happen. */
export function turnOf(
  step: NextStep,
): 'reviewer' | 'lifter' | 'owner' | 'nobody' {
  switch (step.key) {
    case 'review':
      return 'reviewer';
    case 'blocked':
      return 'lifter';
    case 'gap':
    case 'waiver':
    case 'unknown':
      return 'owner';
    default:
      return 'nobody';
  }
}
