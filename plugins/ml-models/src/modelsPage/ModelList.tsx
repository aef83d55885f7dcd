import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  pastedDigest,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { EmptyState } from '../components/EmptyState';
import { ErrorPanel } from '../components/ErrorPanel';
import { NotRenewed } from '../components/NotRenewed';
import { Pages } from '../hooks/usePages';
import { mlModelsTranslationRef } from '../translation';
import { ModelCards } from './ModelCards';
import { MAX_PAGES, ModelFilters } from './modelFilters';
import { ModelsTable } from './ModelsTable';

/** The models under the filters, as they come page by page. */
export function ModelList(props: {
  list: Pages<Wire['ModelSummary']>;
  filters: ModelFilters;
  filtered: boolean;
  onClear: () => void;
  onMore: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { list, filters, filtered, onClear, onMore } = props;
  const digest = pastedDigest(filters.text);
  // Whoever looks for bytes wants the file, not the model's front page.
  const tab = digest && `/files?digest=${encodeURIComponent(digest)}`;
  const View = filters.layout === 'cards' ? ModelCards : ModelsTable;
  const hasItems = list.items.length > 0;
  return (
    <>
      {list.error && hasItems && (
        <NotRenewed
          error={list.error}
          what={t('models.title')}
          readAt={list.readAt}
          retry={list.retry}
        />
      )}
      {hasItems && <View models={list.items} tab={tab} />}
      {list.loading && !hasItems && (
        <Skeleton
          variant="rounded"
          height={160}
          role="progressbar"
          aria-label={t('models.title')}
        />
      )}
      {list.error && !hasItems && (
        <ErrorPanel
          error={list.error}
          what={t('models.title')}
          retry={list.retry}
        />
      )}
      {!list.loading && !list.error && !hasItems && (
        <EmptyState
          title={filtered ? t('models.noMatch') : t('models.empty')}
          description={filtered ? undefined : t('models.emptyDescription')}
          action={
            filtered ? (
              <Button onClick={onClear}>{t('models.clear')}</Button>
            ) : undefined
          }
        />
      )}
      {list.hasMore && list.pages < MAX_PAGES && (
        <Box>
          <Button disabled={list.loading} onClick={onMore}>
            {t('common.more')}
          </Button>
        </Box>
      )}
      {list.hasMore && list.pages >= MAX_PAGES && <p>{t('models.narrow')}</p>}
    </>
  );
}
