import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { FactList } from '../components/FactList';
import { mlModelsTranslationRef } from '../translation';

/** What an adapter says of itself; what it does not state is said to be so. */
export function AdapterView(props: { adapter: Wire['AdapterFacts'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { convention, type, baseModel, rank, ranks, alpha, targets } =
    props.adapter;
  return (
    <FactList
      facts={[
        { name: t('adapter.type'), value: type },
        {
          name: t('adapter.baseModel'),
          value: baseModel ?? t('common.notStated'),
        },
        {
          name: t('adapter.rank'),
          value: rank ?? (ranks ? rankList(ranks) : t('common.notStated')),
        },
        { name: t('adapter.alpha'), value: alpha ?? t('adapter.noOneAlpha') },
        {
          name: t('adapter.targets', { count: targets.length }),
          value: targets.length > 0 && (
            <Box
              tabIndex={0}
              role="region"
              aria-label={t('adapter.targets', { count: targets.length })}
              sx={{ maxHeight: 96, overflowY: 'auto' }}
            >
              <code>{targets.join(', ')}</code>
            </Box>
          ),
        },
        {
          name: t('adapter.convention'),
          value: t(`adapter.by.${convention}`),
        },
      ]}
    />
  );

  function rankList(layers: Record<string, number>): string {
    return Object.entries(layers)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([value, count]) => t('adapter.rankOf', { rank: value, count }))
      .join(', ');
  }
}
