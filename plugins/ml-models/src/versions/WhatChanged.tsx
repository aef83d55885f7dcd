import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { mlModelsTranslationRef } from '../translation';
import { inWords } from '../format/words';

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
              render: item => item.from ?? t('common.notStated'),
            },
            {
              id: 'to',
              header: to,
              render: item => item.to ?? t('common.notStated'),
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
