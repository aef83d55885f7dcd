import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Row } from '../components/PageStack';
import { mlModelsTranslationRef } from '../translation';
import { facetLabel } from './FacetFilters';
import { activeFilters } from './modelFilters';
import { useModelFilters } from './useModelFilters';

/** What narrows the list, each to be taken away, and what the address says and nobody understands. */
export function ActiveFilters(props: {
  choices: ReturnType<typeof useModelFilters>;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { filters, toggle, clear, removeUnknown } = props.choices;
  const active = activeFilters(filters);
  return (
    <>
      {filters.unknown.length > 0 && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" size="small" onClick={removeUnknown}>
              {t('models.removeUnknown')}
            </Button>
          }
        >
          {t('models.unknownFilters', {
            filters: filters.unknown
              .map(({ name, value }) => `${name}=${value}`)
              .join(', '),
          })}
        </Alert>
      )}
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
    </>
  );
}
