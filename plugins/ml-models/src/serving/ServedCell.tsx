import { Fragment } from 'react';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { PageStack } from '../components/PageStack';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { servedVerdict } from '../served/servedVerdict';
import { servedName, servedShare, servedWord } from '../served/servedWords';
import { mlModelsTranslationRef } from '../translation';
import { servedBytesLook } from './servedBytesLook';

/** Which versions a workload serves: stage, share and signature of each, and the bytes. */
export function ServedCell(props: {
  workload: Wire['Workload'];
  served: readonly Wire['ServedVersion'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { served, workload } = props;
  const { digest, evidence, join, level, servedBytes, version } =
    workload.model;
  return (
    <PageStack gap={0.5}>
      {served.length === 0 && <div>{version ?? t('common.unknown')}</div>}
      {served.map((item, index) => (
        <Fragment key={index}>
          <VerdictChip
            label={servedName(t, item)}
            hideLevel
            verdict={{
              ...servedVerdict(t, item),
              word: [servedWord(t, item.word), servedShare(t, item)]
                .filter(Boolean)
                .join(', '),
            }}
          />
          {item.signature && (
            <Typography variant="body2" color="text.secondary">
              {t(`served.signature.${item.signature}`)}
            </Typography>
          )}
        </Fragment>
      ))}
      <VerdictChip
        label={t('workload.bytes')}
        verdict={{
          ...servedBytesLook(servedBytes, level),
          word: t(`servedBytes.word.${servedBytes}`),
          reason: t(`servedBytes.${servedBytes}`),
          evidence: [
            ...evidence,
            {
              role: 'context',
              why: t(`workload.joinedBy.${join}`),
              ...(digest ? { value: digest } : {}),
            },
          ],
        }}
      />
    </PageStack>
  );
}
