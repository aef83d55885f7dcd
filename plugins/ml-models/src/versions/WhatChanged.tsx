import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { inWords } from '../format/words';
import { mlModelsTranslationRef } from '../translation';

/** What changed in one sentence, fact by fact, and what was not compared. */
export function WhatChanged(props: { difference: Wire['VersionDifference'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { facts, from, headline, notCompared, to } = props.difference;
  const changed = facts.filter(({ state }) => state !== 'equal');
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>{headline}</Typography>
      {changed.length > 0 && (
        <DataTable
          label={t('compare.facts')}
          rows={changed}
          rowKey={({ fact }) => fact}
          columns={[
            {
              id: 'fact',
              header: t('compare.fact'),
              render: ({ fact }) => t(`compare.factOf.${fact}`),
            },
            {
              id: 'state',
              header: t('compare.change'),
              render: ({ reason, state }) =>
                [
                  t(state === 'changed' ? 'compare.changed' : 'common.unknown'),
                  reason,
                ]
                  .filter(Boolean)
                  .join(': '),
            },
            {
              id: 'from',
              header: from,
              render: item => <Side text={item.from} other={item.to} />,
            },
            {
              id: 'to',
              header: to,
              render: item => <Side text={item.to} other={item.from} />,
            },
          ]}
        />
      )}
      {notCompared.length > 0 && (
        <Box>
          <Typography component="h3" sx={{ fontWeight: 600, fontSize: 14 }}>
            {t('compare.leftOut')}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 3, fontSize: 14 }}>
            {notCompared.map(({ reason, section }) => (
              <li key={section}>{`${inWords(section)}: ${reason}`}</li>
            ))}
          </Box>
        </Box>
      )}
    </>
  );
}

/** What one version recorded; empty where the fact has no value on either side. */
function Side(props: { text: string | undefined; other: string | undefined }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { other, text } = props;
  if (text === undefined) {
    return other === undefined ? null : <>{t('common.notStated')}</>;
  }
  return text.startsWith('sha256:') ? <Digest digest={text} /> : <>{text}</>;
}
