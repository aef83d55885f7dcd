import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { DataTable } from '../components/DataTable';
import { ErrorPanel } from '../components/ErrorPanel';
import { Bytes } from '../components/Quantity';
import { formatShape } from '../format/shape';
import { usePages } from '../hooks/usePages';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';

type Tensor = Wire['TensorPage']['items'][number];

/** Tensors asked for at a time. */
const PAGE_SIZE = 100;

/** Tensors of one file, page by page. */
export function TensorTable(props: {
  address: ModelAddress;
  version: string;
  path: string;
  count: number;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, version, path, count } = props;
  const { namespace, name } = address;
  const { items, error, loading, hasMore, loadMore } = usePages<Tensor, string>(
    `tensors ${address.modelRef} ${version} ${path}`,
    async (client, cursor) => {
      const page = await answerOf(
        client.request(
          'get',
          '/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors',
          {
            params: {
              path: { namespace, name, version, path },
              query: { limit: PAGE_SIZE, cursor },
            },
          },
        ),
      );
      return { items: page.items, next: page.nextCursor };
    },
  );

  return (
    <>
      <DataTable
        label={t('tensors.title')}
        rows={items}
        rowKey={(tensor, index) => `${index} ${tensor.name}`}
        columns={[
          {
            id: 'name',
            header: t('tensors.name'),
            render: tensor => <code>{tensor.name}</code>,
          },
          {
            id: 'dtype',
            header: t('tensors.dtype'),
            render: tensor => tensor.dtype,
          },
          {
            id: 'shape',
            header: t('tensors.shape'),
            render: tensor => formatShape(tensor.shape),
          },
          {
            id: 'bytes',
            header: t('tensors.bytes'),
            numeric: true,
            render: tensor => <Bytes bytes={tensor.bytes} />,
          },
        ]}
      />
      {error && (
        <ErrorPanel error={error} what={t('tensors.title')} retry={loadMore} />
      )}
      <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
        {t('tensors.shown', {
          shown: String(items.length),
          total: String(count),
        })}{' '}
        {hasMore && (
          <Button size="small" disabled={loading} onClick={loadMore}>
            {t('common.more')}
          </Button>
        )}
      </Typography>
    </>
  );
}
