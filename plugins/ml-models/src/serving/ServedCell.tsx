import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { PageStack } from '../components/PageStack';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { servedVerdict } from '../served/servedVerdict';
import { servedName, servedWord } from '../served/servedWords';
import { mlModelsTranslationRef } from '../translation';
import { servedBytesLook } from './servedBytesLook';

/** Which version a workload serves: its stage, its signature, its bytes. */
export function ServedCell(props: {
  workload: Wire['Workload'];
  served: Wire['ServedVersion'] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { served, workload } = props;
  const { digest, evidence, join, level, servedBytes, version } =
    workload.model;
  return (
    <PageStack gap={0.5}>
      {served ? (
        <VerdictChip
          label={servedName(t, served)}
          hideLevel
          verdict={{
            ...servedVerdict(t, served),
            word: servedWord(t, served.word),
          }}
        />
      ) : (
        <div>{version ?? t('common.unknown')}</div>
      )}
      {served?.signature && (
        <Typography variant="body2" color="text.secondary">
          {t(`served.signature.${served.signature}`)}
        </Typography>
      )}
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
