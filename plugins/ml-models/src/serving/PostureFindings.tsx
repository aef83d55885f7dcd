import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { SeverityWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';
import { findingCure, findingYaml } from './findingCure';

/** What is wrong with how a workload is run, each with what changes it. */
export function PostureFindings(props: { workload: Wire['Workload'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { workload } = props;
  if (workload.findings.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        {t('workload.noFindings')}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {workload.findings.map((finding, index) => {
        const cure = findingCure(t, finding.id);
        const yaml = findingYaml(finding.id, workload);
        return (
          <Box component="li" key={index} sx={{ mb: 1.5 }}>
            <Typography variant="body2">
              <SeverityWord severity={finding.severity} />{' '}
              <strong>{finding.message}</strong>
            </Typography>
            {cure && (
              <Typography variant="body2" color="text.secondary">
                {cure}
              </Typography>
            )}
            {yaml && <CommandLine text={yaml} label={t('need.yaml')} />}
          </Box>
        );
      })}
    </Box>
  );
}
