import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { SeverityWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';

/** What is wrong with how a workload is run. */
export function PostureFindings(props: {
  findings: readonly Wire['PostureFinding'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (props.findings.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        {t('workload.noFindings')}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {props.findings.map((finding, index) => (
        <Typography component="li" variant="body2" key={index}>
          <SeverityWord severity={finding.severity} /> {finding.message}{' '}
          <Box component="code" sx={{ color: 'text.secondary' }}>
            {finding.id}
          </Box>
        </Typography>
      ))}
    </Box>
  );
}
