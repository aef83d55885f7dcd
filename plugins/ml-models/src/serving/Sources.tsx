import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Time } from '../components/Time';
import { mlModelsTranslationRef } from '../translation';

/** What was read and when; what could not be read is never "nothing there". */
export function Sources(props: { sources: Wire['Deployments']['sources'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (props.sources.length === 0) {
    return <Alert severity="info">{t('sources.none')}</Alert>;
  }
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {props.sources.map(({ cluster, observedAt, stale, problems }) =>
        stale || problems.length > 0 || observedAt === null ? (
          <Alert key={cluster} severity="warning">
            <strong>{cluster}</strong>{' '}
            {observedAt === null ? (
              t('sources.never')
            ) : (
              <>
                {t(stale ? 'sources.stale' : 'sources.read')}{' '}
                <Time at={observedAt} display="age" />
              </>
            )}
            {problems.length > 0 && (
              <ul>
                {problems.map((problem, index) => (
                  <li key={index}>{problem}</li>
                ))}
              </ul>
            )}
          </Alert>
        ) : (
          <Typography
            key={cluster}
            variant="body2"
            color="text.secondary"
            component="div"
          >
            {cluster}: {t('sources.read')}{' '}
            <Time at={observedAt} display="age" />
          </Typography>
        ),
      )}
    </Box>
  );
}
