import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Column, DataTable } from '../components/DataTable';
import { StageWord } from '../components/StateWord';
import { TRUST_ORDER } from '../components/verdict/TrustStrip';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { mlModelsTranslationRef } from '../translation';
import { AttentionLine } from './AttentionLine';
import { InServiceCell } from './InServiceCell';
import { Legend } from './Legend';
import { ModelName } from './ModelName';

type Model = Wire['ModelSummary'];

/** Pixels for what may be long: what is beyond is cut, and stands on the model's page. */
const NAME_WIDTH = 220;
const IN_SERVICE_WIDTH = 190;
const VERSION_WIDTH = 72;

/** The list as a table: one line when well, two when somebody has to act. */
export function ModelsTable(props: { models: readonly Model[]; tab?: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const columns: Column<Model>[] = [
    {
      id: 'model',
      header: t('models.column.model'),
      maxWidth: NAME_WIDTH,
      render: model => <ModelName model={model} tab={props.tab} />,
    },
    {
      id: 'inService',
      header: t('models.column.inService'),
      help: t('models.help.inService'),
      maxWidth: IN_SERVICE_WIDTH,
      render: model => <InServiceCell inService={model.inService} />,
    },
    {
      id: 'newest',
      header: t('models.column.newest'),
      help: t('models.help.newest'),
      maxWidth: VERSION_WIDTH,
      render: model => <Cut text={model.latestVersion ?? t('common.none')} />,
    },
    {
      id: 'stage',
      header: t('models.column.stage'),
      help: t('models.help.stage'),
      render: model => <StageWord stage={model.stage} />,
    },
    {
      id: 'tier',
      header: t('models.column.tier'),
      help: t('models.help.tier'),
      render: model => (
        <span title={model.tier}>{model.tier.replace('tier-', '')}</span>
      ),
    },
    ...TRUST_ORDER.map(subject => ({
      id: subject,
      header: t(`models.column.${subject}`),
      help: t(`models.help.${subject}`),
      render: (model: Model) => (
        <VerdictChip
          label={t(`trust.${subject}`)}
          verdict={model.trust[subject]}
          compact
        />
      ),
    })),
  ];
  return (
    <>
      <Legend />
      <DataTable
        dense
        label={t('models.title')}
        rows={props.models}
        rowKey={model => model.id}
        note={model =>
          model.problems.length > 0 && <AttentionLine model={model} />
        }
        columns={columns}
      />
    </>
  );
}

function Cut(props: { text: string }) {
  return (
    <span
      title={props.text}
      style={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis' }}
    >
      {props.text}
    </span>
  );
}
