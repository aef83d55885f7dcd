import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { StageWord } from '../components/StateWord';
import { Time } from '../components/Time';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { mlModelsTranslationRef } from '../translation';
import { ModelLink } from './ModelLink';
import { ServingCell } from './ServingCell';

type Model = Wire['ModelSummary'];

/** Model and owner. */
export function ModelName(props: { model: Model; tab?: string }) {
  const { model, tab } = props;
  return (
    <>
      <ModelLink modelRef={model.modelRef} tab={tab}>
        {model.title || model.name}
      </ModelLink>
      <Typography variant="body2" component="div" color="text.secondary">
        <EntityRefLink entityRef={model.owner} defaultKind="group" />
      </Typography>
    </>
  );
}

/** Why a person is needed; nothing where none is. */
export function Attention(props: { model: Model }) {
  return props.model.attention ? (
    <Typography variant="body2">▲ {props.model.attention}</Typography>
  ) : null;
}

/** The list as a table: one line when well, two when something is needed. */
export function ModelsTable(props: { models: readonly Model[]; tab?: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <DataTable
      label={t('models.title')}
      rows={props.models}
      rowKey={model => model.id}
      note={model => model.attention && <Attention model={model} />}
      columns={[
        {
          id: 'model',
          header: t('models.column.model'),
          render: model => <ModelName model={model} tab={props.tab} />,
        },
        {
          id: 'version',
          header: t('models.column.version'),
          render: model => model.latestVersion ?? t('common.none'),
        },
        {
          id: 'stage',
          header: t('models.column.stage'),
          render: model => <StageWord stage={model.stage} />,
        },
        {
          id: 'tier',
          header: t('models.column.tier'),
          render: model => (
            <span style={{ whiteSpace: 'nowrap' }}>{model.tier}</span>
          ),
        },
        {
          id: 'format',
          header: t('models.column.format'),
          render: model => model.format,
        },
        {
          id: 'trust',
          header: t('models.column.trust'),
          render: model => <TrustStrip trust={model.trust} compact />,
        },
        {
          id: 'serving',
          header: t('models.column.serving'),
          render: model => <ServingCell serving={model.serving} />,
        },
        {
          id: 'updated',
          header: t('models.column.updated'),
          render: model => <Time at={model.updatedAt} display="age" />,
        },
      ]}
    />
  );
}
