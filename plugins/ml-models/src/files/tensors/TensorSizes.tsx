import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { QueryView } from '../../components/QueryView';
import { useApiQuery } from '../../hooks/useApiQuery';
import { mlModelsTranslationRef } from '../../translation';
import { readTensorSizes, sourceKey, TensorSource } from './tensorRequests';
import { TensorTreemap } from './TensorTreemap';
import { TREEMAP_PX } from './treemapStyle';

/** Where the bytes of a file lie; a tile narrows the table of tensors down. */
export function TensorSizes(props: {
  source: TensorSource;
  onChoose: (prefix: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { source, onChoose } = props;
  const query = useApiQuery(
    `sizes ${sourceKey(source)}`,
    client => readTensorSizes(client, source),
    { refresh: false },
  );
  return (
    <QueryView query={query} what={t('sizes.title')} height={TREEMAP_PX}>
      {sizes => (
        <>
          {Number(sizes.bytes) > 0 && (
            <TensorTreemap sizes={sizes} onChoose={onChoose} />
          )}
          <Typography variant="body2" color="text.secondary" sx={{ mt: 0.5 }}>
            {Number(sizes.bytes) > 0 ? t('sizes.help') : t('sizes.none')}{' '}
            {sizes.unknown > 0 && t('sizes.unknown', { count: sizes.unknown })}
          </Typography>
        </>
      )}
    </QueryView>
  );
}
