import { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import NativeSelect from '@mui/material/NativeSelect';
import Skeleton from '@mui/material/Skeleton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiLayoutGridLine, RiTableLine } from '@remixicon/react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { EmptyState } from '../components/EmptyState';
import { ErrorPanel } from '../components/ErrorPanel';
import { PageStack, Row } from '../components/PageStack';
import { QueryView } from '../components/QueryView';
import { pastedDigest } from '../format/digest';
import { Pages } from '../hooks/usePages';
import { mlModelsTranslationRef } from '../translation';
import { FacetFilters, facetLabel } from './FacetFilters';
import { ModelCards } from './ModelCards';
import { activeFilters, ModelFilters, SORTS } from './modelFilters';
import { ModelsTable } from './ModelsTable';
import { RefusedModels } from './RefusedModels';
import { RegisterMenu } from './RegisterMenu';
import { SearchField } from './SearchField';
import { useModelFilters } from './useModelFilters';
import { useFacets, useModelList, useRefusals } from './useModelList';

/** All models that the reader may see; every choice lives in the URL. */
export function ModelsPage() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { filters, setParam, toggle, clear } = useModelFilters();
  const list = useModelList(filters);
  const facets = useFacets(filters);
  const refusals = useRefusals();
  const active = activeFilters(filters);
  return (
    <Box sx={{ p: { xs: 1.5, sm: 3 } }}>
      <PageStack>
        <Row gap={2}>
          <SearchField
            value={filters.text}
            onChange={text => setParam('text', text)}
          />
          {facets.value && <Counts facets={facets.value} />}
          <Box sx={{ flex: 1 }} />
          <ListControls filters={filters} onChange={setParam} />
          <RegisterMenu />
        </Row>
        {active.length > 0 && (
          <Row>
            {active.map(({ facet, value }) => (
              <Chip
                key={`${facet} ${value}`}
                size="small"
                label={`${t(`facet.${facet}`)}: ${facetLabel(value)}`}
                onDelete={() => toggle(facet, value)}
              />
            ))}
            <Button size="small" onClick={clear}>
              {t('models.clear')}
            </Button>
          </Row>
        )}
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              md: '168px minmax(0, 1fr)',
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
          <PageStack>
            {refusals.error ? (
              <ErrorPanel
                error={refusals.error}
                what={t('models.refusals')}
                retry={refusals.retry}
              />
            ) : (
              <RefusedModels refusals={refusals.value ?? []} />
            )}
            <ModelList
              list={list}
              filters={filters}
              filtered={active.length > 0 || filters.text !== ''}
              onClear={clear}
            />
          </PageStack>
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

function Counts(props: { facets: Wire['Facets'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { total, attention } = props.facets;
  return (
    <Typography role="status">
      {t('models.count', { count: total })}
      {attention !== undefined &&
        ` · ${t('models.attention', { count: attention })}`}
    </Typography>
  );
}

function ListControls(props: {
  filters: ModelFilters;
  onChange: (name: 'sort' | 'layout', value: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { filters, onChange } = props;
  return (
    <Row gap={2}>
      <NativeSelect
        inputProps={{ 'aria-label': t('models.sort') }}
        value={filters.sort}
        onChange={event => onChange('sort', event.target.value)}
      >
        {SORTS.map(sort => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </NativeSelect>
      <ToggleButtonGroup
        size="small"
        exclusive
        aria-label={t('models.layout')}
        value={filters.layout}
        onChange={(_, layout) => layout && onChange('layout', layout)}
      >
        <ToggleButton value="table" aria-label={t('models.table')}>
          <RiTableLine size={16} aria-hidden />
        </ToggleButton>
        <ToggleButton value="cards" aria-label={t('models.cards')}>
          <RiLayoutGridLine size={16} aria-hidden />
        </ToggleButton>
      </ToggleButtonGroup>
    </Row>
  );
}

function ModelList(props: {
  list: Pages<Wire['ModelSummary']>;
  filters: ModelFilters;
  filtered: boolean;
  onClear: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { list, filters, filtered, onClear } = props;
  const digest = pastedDigest(filters.text);
  // Whoever looks for bytes wants the file, not the model's front page.
  const tab = digest && `/files?digest=${encodeURIComponent(digest)}`;
  const View = filters.layout === 'cards' ? ModelCards : ModelsTable;
  return (
    <>
      {list.items.length > 0 && <View models={list.items} tab={tab} />}
      {list.loading && (
        <Skeleton
          variant="rounded"
          height={160}
          role="progressbar"
          aria-label={t('models.title')}
        />
      )}
      {list.error && (
        <ErrorPanel
          error={list.error}
          what={t('models.title')}
          retry={list.items.length ? list.loadMore : list.reload}
        />
      )}
      {!list.loading && !list.error && list.items.length === 0 && (
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
      {list.hasMore && !list.error && (
        <Box>
          <Button disabled={list.loading} onClick={list.loadMore}>
            {t('common.more')}
          </Button>
        </Box>
      )}
    </>
  );
}
