import { ReactNode, useId, useState } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ErrorPanel } from '../components/ErrorPanel';
import { Freshness } from '../components/Freshness';
import { PageStack, Row } from '../components/PageStack';
import { QueryView } from '../components/QueryView';
import { SkipLink } from '../components/SkipLink';
import { mlModelsTranslationRef } from '../translation';
import { ActiveFilters } from './ActiveFilters';
import { Counts } from './Counts';
import { FacetFilters } from './FacetFilters';
import { ListControls } from './ListControls';
import { activeFilters } from './modelFilters';
import { ModelList } from './ModelList';
import { RefusedModels } from './RefusedModels';
import { RegisterMenu } from './RegisterMenu';
import { SearchField } from './SearchField';
import { useModelFilters } from './useModelFilters';
import { useFacets, useModelList, useRefusals } from './useModelList';

/** All models that the reader may see; every choice lives in the URL. */
export function ModelsPage() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const listId = useId();
  const refusedId = useId();
  const [refusedOpen, setRefusedOpen] = useState(false);
  const choices = useModelFilters();
  const { filters, setParam, setPages, toggle, clear } = choices;
  const list = useModelList(filters);
  const facets = useFacets(filters);
  const refusals = useRefusals(filters);
  const filtered = activeFilters(filters).length > 0 || filters.text !== '';
  const refresh = () => {
    list.reload();
    facets.retry();
    refusals.retry();
  };
  return (
    <Box component="main" sx={{ p: { xs: 1.5, sm: 3 } }}>
      <PageStack>
        <SkipLink target={listId}>{t('models.skip')}</SkipLink>
        <Row gap={2}>
          <SearchField
            value={filters.text}
            onChange={text => setParam('text', text)}
          />
          <Box sx={{ flex: 1 }} />
          <ListControls choices={choices} />
          <RegisterMenu />
        </Row>
        <Row gap={2}>
          <Counts
            facets={facets.value}
            refusals={refusals.value}
            attentionChosen={filters.selected.attention.includes('yes')}
            onAttention={() => toggle('attention', 'yes')}
            refusedId={refusedId}
            refusedOpen={refusedOpen}
            onRefused={() => setRefusedOpen(open => !open)}
          />
          <Box sx={{ flex: 1 }} />
          <Freshness readAt={list.readAt} onRefresh={refresh} />
        </Row>
        {refusals.error && (
          <ErrorPanel
            error={refusals.error}
            what={t('models.refusals')}
            retry={refusals.retry}
          />
        )}
        {refusedOpen && Boolean(refusals.value?.items.length) && (
          <RefusedModels id={refusedId} refusals={refusals.value!} />
        )}
        <ActiveFilters choices={choices} />
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              md: '140px minmax(0, 1fr)',
              xl: '200px minmax(0, 1fr)',
            },
          }}
        >
          <QueryView query={facets} what={t('models.filters')} height={400}>
            {value => (
              <Foldable title={t('models.filters')}>
                <FacetFilters
                  facets={value}
                  filters={filters}
                  onToggle={toggle}
                />
              </Foldable>
            )}
          </QueryView>
          <Box id={listId} tabIndex={-1} sx={{ minWidth: 0, outline: 0 }}>
            <PageStack>
              <ModelList
                list={list}
                filters={filters}
                filtered={filtered}
                onClear={clear}
                onMore={() => {
                  setPages(list.pages + 1);
                  list.loadMore();
                }}
              />
            </PageStack>
          </Box>
        </Box>
      </PageStack>
    </Box>
  );
}

/** On a narrow screen the models come first and this folds away. */
function Foldable(props: { title: string; children: ReactNode }) {
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('md'));
  return narrow ? (
    <details>
      <Typography component="summary" sx={{ cursor: 'pointer', mb: 1 }}>
        {props.title}
      </Typography>
      {props.children}
    </details>
  ) : (
    <>{props.children}</>
  );
}
