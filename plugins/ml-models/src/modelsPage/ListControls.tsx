import NativeSelect from '@mui/material/NativeSelect';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { RiLayoutGridLine, RiTableLine } from '@remixicon/react';
import useAsync from 'react-use/esm/useAsync';
import { Row } from '../components/PageStack';
import { mlModelsTranslationRef } from '../translation';
import { SORTS } from './modelFilters';
import { useModelFilters } from './useModelFilters';

/** Whose models, in which order, as what. */
export function ListControls(props: {
  choices: ReturnType<typeof useModelFilters>;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { filters, setParam, setFacet } = props.choices;
  const mine = useOwnRefs();
  const { owner } = filters.selected;
  const isMine =
    mine.length > 0 &&
    owner.length === mine.length &&
    mine.every(ref => owner.includes(ref));
  return (
    <Row gap={2}>
      {mine.length > 0 && (
        <ToggleButtonGroup
          size="small"
          exclusive
          aria-label={t('models.whose')}
          value={isMine ? 'mine' : 'all'}
          onChange={(_, whose) =>
            whose && setFacet('owner', whose === 'mine' ? mine : [])
          }
        >
          <ToggleButton value="mine">{t('models.mine')}</ToggleButton>
          <ToggleButton value="all">{t('models.all')}</ToggleButton>
        </ToggleButtonGroup>
      )}
      <NativeSelect
        inputProps={{ 'aria-label': t('models.sort') }}
        value={filters.sort}
        onChange={event => setParam('sort', event.target.value)}
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
        onChange={(_, layout) => layout && setParam('layout', layout)}
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

/** References by which the reader owns things; empty until they are known. */
function useOwnRefs(): string[] {
  const identity = useApi(identityApiRef);
  const { value } = useAsync(
    async () => (await identity.getBackstageIdentity()).ownershipEntityRefs,
    [identity],
  );
  return value ?? [];
}
