import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ExplainedVerdict } from '../components/verdict/verdictLook';
import type { Translate } from '../translation';
import { servedSentence } from './servedWords';

/** What is in service, with what is known of it, as a verdict to explain. */
export function servedVerdict(
  t: Translate,
  served: Wire['ServedVersion'],
  { newest = false } = {},
): ExplainedVerdict {
  const { concern, digest, level, observedAt, reason, servedBytes } = served;
  const context = (why: string, value?: string): Wire['Evidence'] => ({
    role: 'context',
    why,
    ...(value && { value }),
  });
  return {
    word: newest
      ? `${servedSentence(t, served)}, ${t('served.newest')}`
      : servedSentence(t, served),
    level,
    concern,
    reason,
    at: observedAt,
    evidence: [
      ...served.workloads.map(({ cluster, namespace, kind, name }) => ({
        role: 'decides' as const,
        ref: `${kind} ${namespace}/${name}`,
        why: t('served.by'),
        source: cluster,
        at: observedAt,
      })),
      context(t(`served.bytes.${servedBytes}`), digest ?? undefined),
      ...(served.stage ? [context(t(`served.stageWhy.${served.stage}`))] : []),
      ...(served.signature
        ? [context(t(`served.signature.${served.signature}`))]
        : []),
      ...(served.shareSource
        ? [context(t(`served.shareFrom.${served.shareSource}`))]
        : []),
    ],
  };
}
