import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { formatBytes, formatCount, formatExact } from '../format/quantity';
import { mlModelsTranslationRef } from '../translation';

/** Bytes as MiB or GiB, the exact figure on hover. */
export function Bytes(props: { bytes: string | number | null | undefined }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { bytes } = props;
  const text = bytes === null || bytes === undefined ? '' : formatBytes(bytes);
  if (!text) {
    return <>{t('common.unknown')}</>;
  }
  return (
    <Tooltip
      describeChild
      title={t('common.bytes', { exact: formatExact(bytes ?? 0) })}
    >
      <span style={{ whiteSpace: 'nowrap' }}>{text}</span>
    </Tooltip>
  );
}

/** A large count such as 25.6 M, the exact figure on hover. */
export function Count(props: { count: string | number | null | undefined }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { count } = props;
  const text = count === null || count === undefined ? '' : formatCount(count);
  if (!text) {
    return <>{t('common.unknown')}</>;
  }
  return (
    <Tooltip describeChild title={formatExact(count ?? 0)}>
      <span style={{ whiteSpace: 'nowrap' }}>{text}</span>
    </Tooltip>
  );
}
