import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ExplainedVerdict } from '../components/verdict/verdictLook';
import type { Translate } from '../translation';

const CONCERN: Record<Wire['Stage'], Wire['Verdict']['concern']> = {
  registered: 'none',
  validated: 'none',
  approved: 'none',
  deprecated: 'attention',
  retired: 'attention',
  rejected: 'bad',
  blocked: 'bad',
  invalid: 'bad',
};

/** Decisions that a person has to know of beside the stage. */
const LOUD: readonly Wire['Risk'][] = ['monitor', 'review', 'block'];

function concernOf({ risk, stage }: Wire['VersionSummary']) {
  const concern = CONCERN[stage];
  if (concern === 'bad' || risk === 'block') {
    return 'bad';
  }
  return LOUD.includes(risk) ? 'attention' : concern;
}

/** Stage and decision of a version: `2.0.0 validated, needs a review`. */
export function stageVerdict(
  t: Translate,
  version: Wire['VersionSummary'],
  extra: readonly string[] = [],
): ExplainedVerdict {
  const { blocked, createdAt, deprecation, risk, stage } = version;
  const concern = concernOf(version);
  const loud = LOUD.includes(risk) && stage !== 'blocked';
  const why = blocked?.reason ?? deprecation?.reason;
  return {
    word: t('served.state', {
      version: version.version,
      words: [
        t(`stage.${stage}`),
        ...(loud ? [t(`served.decision.${risk}`)] : []),
        ...extra,
      ].join(', '),
    }),
    level: 'measured',
    concern,
    reason: t(`served.stageWhy.${stage}`),
    evidence: [
      {
        role: 'decides',
        why: why || t(`served.stageWhy.${stage}`),
        at: blocked?.at ?? deprecation?.effectiveAt ?? createdAt,
      },
      { role: 'context', why: t(`served.decision.${risk}`) },
    ],
  };
}
