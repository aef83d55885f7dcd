import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { Bytes } from '../components/Quantity';
import { mlModelsTranslationRef } from '../translation';

/** Parts of a file that act apart and are therefore digested apart. */
export function Parts(props: { parts: readonly Wire['DigestedPart'][] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <DataTable
      label={t('parts.title')}
      rows={props.parts}
      rowKey={(part, index) => `${index} ${part.name}`}
      columns={[
        {
          id: 'name',
          header: t('parts.name'),
          render: part => <code>{part.name}</code>,
        },
        {
          id: 'size',
          header: t('glance.size'),
          numeric: true,
          render: part => <Bytes bytes={part.bytes} />,
        },
        {
          id: 'digest',
          header: 'SHA-256',
          render: part =>
            part.sha256 === null ? (
              t('declaredDigests.not_computed')
            ) : (
              <Digest digest={part.sha256} />
            ),
        },
      ]}
    />
  );
}
