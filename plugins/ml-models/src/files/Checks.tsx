import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { VerdictLook } from '../components/verdict/verdictLook';
import { mlModelsTranslationRef } from '../translation';

const LOOK: Record<Wire['Check']['outcome'], VerdictLook> = {
  passed: { glyph: 'disc', tone: 'info' },
  failed: { glyph: 'cross', tone: 'error' },
  unknown: { glyph: 'question', tone: 'neutral' },
};

/** What was checked when the version came in. */
export function Checks(props: { checks: readonly Wire['Check'][] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (props.checks.length === 0) {
    return null;
  }
  return (
    <Panel title={t('checks.title')}>
      <DataTable
        label={t('checks.title')}
        rows={props.checks}
        rowKey={(check, index) => `${index} ${check.id}`}
        columns={[
          {
            id: 'outcome',
            header: t('checks.outcome'),
            render: check => (
              <Row gap={0.5}>
                <VerdictGlyph look={LOOK[check.outcome]} size={12} />
                {t(`checks.${check.outcome}`)}
              </Row>
            ),
          },
          {
            id: 'check',
            header: t('checks.check'),
            render: check => <code>{check.id}</code>,
          },
          {
            id: 'message',
            header: t('files.message'),
            render: check => check.message,
          },
        ]}
      />
    </Panel>
  );
}
