import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../translation';
import { Facet, FACETS, ModelFilters } from './modelFilters';

/** `group:default/team` reads as `team`; what is no reference stays. */
export function facetLabel(value: string): string {
  return value.replace(/^(?:group|user|system):(?:default\/)?/, '');
}

/** What can be narrowed, with counts under the present filters. */
export function FacetFilters(props: {
  facets: Wire['Facets'];
  filters: ModelFilters;
  onToggle: (facet: Facet, value: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { facets, filters, onToggle } = props;
  return (
    <Box
      component="nav"
      aria-label={t('models.filters')}
      sx={{
        display: 'grid',
        gap: 2,
        alignContent: 'start',
        gridTemplateColumns: {
          xs: 'repeat(2, minmax(0, 1fr))',
          md: 'minmax(0, 1fr)',
        },
      }}
    >
      {FACETS.map(facet => {
        const counted = facets.facets[facet] ?? [];
        const selected = filters.selected[facet];
        // A chosen value stays visible, also when nothing has it any more.
        const values = [
          ...counted,
          ...selected
            .filter(value => !counted.some(item => item.value === value))
            .map(value => ({ value, count: 0 })),
        ];
        // One value divides nothing, unless it is what was chosen.
        return values.length < 2 && selected.length === 0 ? null : (
          <Box
            key={facet}
            component="fieldset"
            sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}
          >
            <Typography
              component="legend"
              variant="body2"
              sx={{ fontWeight: 600 }}
            >
              {t(`facet.${facet}`)}
            </Typography>
            {values.map(({ value, count }) => (
              <FormControlLabel
                key={value}
                sx={{ display: 'flex', mr: 0 }}
                control={
                  <Checkbox
                    size="small"
                    sx={{ py: 0.25 }}
                    checked={selected.includes(value)}
                    onChange={() => onToggle(facet, value)}
                  />
                }
                label={
                  <Typography
                    variant="body2"
                    component="span"
                    sx={{ overflowWrap: 'anywhere' }}
                  >
                    {facetLabel(value)}{' '}
                    <Box component="span" sx={{ color: 'text.secondary' }}>
                      {count}
                    </Box>
                  </Typography>
                }
              />
            ))}
          </Box>
        );
      })}
    </Box>
  );
}
