import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { readerLocale } from '../format/locale';
import { formatAge, formatLocal } from '../format/time';
import { mlModelsTranslationRef } from '../translation';

/** An instant in the reader's zone, UTC on hover; `age` says how long ago. */
export function Time(props: {
  at: string | null | undefined;
  display?: 'date' | 'age';
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const instant = new Date(props.at ?? NaN);
  if (Number.isNaN(instant.getTime())) {
    return <>{t('common.unknown')}</>;
  }
  const language = readerLocale();
  const local = formatLocal(instant, language);
  const utc = instant.toISOString();
  return (
    <Tooltip
      describeChild
      title={props.display === 'age' ? `${local} · ${utc}` : utc}
    >
      <time dateTime={utc} style={{ whiteSpace: 'nowrap' }}>
        {props.display === 'age'
          ? formatAge(instant, new Date(), language)
          : local}
      </time>
    </Tooltip>
  );
}
