import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Panel } from '../components/Panel';
import { Row } from '../components/PageStack';
import { Time } from '../components/Time';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { modelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { ModelLink } from './ModelLink';
import { Refusals } from './useModelList';

/** What stands in the catalog and was refused by the registry, with reasons. */
export function RefusedModels(props: { id: string; refusals: Refusals }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { items, more } = props.refusals;
  return (
    <div id={props.id}>
      <Panel title={t('models.refusedTitle', { count: items.length })}>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {items.map(ingestion => (
            <Box component="li" key={ingestion.id} sx={{ py: 0.75 }}>
              <Row>
                <VerdictGlyph look={{ glyph: 'cross', tone: 'error' }} />
                <ModelLink modelRef={ingestion.modelRef}>
                  {modelAddress(ingestion.modelRef).name}
                </ModelLink>
                {ingestion.version && <span>{ingestion.version}</span>}
                <Typography
                  component="span"
                  variant="body2"
                  color="text.secondary"
                >
                  <Time
                    at={ingestion.finishedAt ?? ingestion.updatedAt}
                    display="age"
                  />
                </Typography>
              </Row>
              <Box
                component="ul"
                sx={{ m: 0, pl: 5, overflowWrap: 'anywhere' }}
              >
                {ingestion.problems.map((problem, index) => (
                  <Typography component="li" variant="body2" key={index}>
                    {problem.message}
                  </Typography>
                ))}
              </Box>
            </Box>
          ))}
        </Box>
        {more && (
          <Typography variant="body2" color="text.secondary">
            {t('models.refusedMore')}
          </Typography>
        )}
      </Panel>
    </div>
  );
}
