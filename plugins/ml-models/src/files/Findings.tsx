import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ErrorPanel } from '../components/ErrorPanel';
import { mlModelsTranslationRef } from '../translation';
import { FindingGroupView } from './FindingGroupView';
import { findingGroups } from './findingGroups';
import { useFindingRules } from './useFindingRules';

/** What the static scan found, or how far it could see. */
export function Findings(props: { inspection: Wire['Inspection'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { findings, status, error, unreadable } = props.inspection;
  return (
    <>
      {error && (
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          <code>{error.code}</code> {error.message}
          {error.offset !== undefined &&
            ` (${t('files.atOffset', { offset: String(error.offset) })})`}
        </Typography>
      )}
      {findings.length > 0 ? (
        <ExplainedFindings findings={findings} />
      ) : (
        <Typography variant="body2" color="text.secondary">
          {t(`files.noFindings.${status}`)} {unreadable}
        </Typography>
      )}
    </>
  );
}

function ExplainedFindings(props: { findings: readonly Wire['Finding'][] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const rules = useFindingRules();
  return (
    <>
      <Box
        component="ul"
        aria-label={t('files.findings')}
        aria-busy={rules.loading}
        sx={{ m: 0, p: 0, listStyle: 'none' }}
      >
        {findingGroups(props.findings).map(group => (
          <FindingGroupView
            key={`${group.severity} ${group.rule}`}
            group={group}
            rule={rules.value?.get(group.rule)}
          />
        ))}
      </Box>
      {rules.error && (
        <ErrorPanel
          error={rules.error}
          what={t('findings.explanations')}
          retry={rules.retry}
        />
      )}
    </>
  );
}
