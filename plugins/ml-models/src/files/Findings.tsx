import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { SeverityWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';

/** What the static scan found, or how far it could see. */
export function Findings(props: { inspection: Wire['Inspection'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { findings, status, error } = props.inspection;
  return (
    <>
      {error && (
        <Typography variant="body2">
          <code>{error.code}</code> {error.message}
          {error.offset !== undefined &&
            ` (${t('files.atOffset', { offset: String(error.offset) })})`}
        </Typography>
      )}
      {findings.length > 0 ? (
        <DataTable
          label={t('files.findings')}
          rows={findings}
          rowKey={(finding, index) => `${index} ${finding.rule}`}
          columns={[
            {
              id: 'severity',
              header: t('files.severity'),
              render: finding => <SeverityWord severity={finding.severity} />,
            },
            {
              id: 'rule',
              header: t('files.rule'),
              render: finding => <code>{finding.rule}</code>,
            },
            {
              id: 'message',
              header: t('files.message'),
              render: finding => finding.message,
            },
            {
              id: 'location',
              header: t('files.location'),
              render: ({ location }) =>
                location?.member ?? location?.offset ?? '',
            },
          ]}
        />
      ) : (
        <Typography variant="body2" color="text.secondary">
          {t(`files.noFindings.${status}`)}
        </Typography>
      )}
    </>
  );
}
