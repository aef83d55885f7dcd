import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Bytes } from '../components/Quantity';
import { mlModelsTranslationRef } from '../translation';

/** What a queued ingestion waits for, by the step that the backend names; any other one waits for its turn. */
const WAITS: Readonly<
  Record<string, 'waitsToRetry' | 'waitsForReplica' | undefined>
> = {
  'waits-to-retry': 'waitsToRetry',
  'waits-for-replica': 'waitsForReplica',
};

/** How far a running ingestion is. */
export function IngestionProgress(props: { ingestion: Wire['Ingestion'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { progress, state, version } = props.ingestion;
  const share = progress.total ? progress.bytes / progress.total : undefined;
  const title =
    state === 'queued'
      ? t(`ingestion.${WAITS[progress.step] ?? 'queued'}`)
      : t('ingestion.running', { step: progress.step });
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      {/* The step is announced when it changes, the bytes of every second are not. */}
      <Typography role="status" sx={{ fontWeight: 600 }}>
        {title}
        {version && ` · ${version}`}
      </Typography>
      <LinearProgress
        aria-label={title}
        {...(share === undefined
          ? {}
          : { variant: 'determinate', value: Math.min(100, share * 100) })}
      />
      <Typography variant="body2" color="text.secondary">
        {progress.file && <code>{progress.file} </code>}
        <Bytes bytes={progress.bytes} /> /{' '}
        {progress.total === null ? (
          t('common.unknown')
        ) : (
          <Bytes bytes={progress.total} />
        )}
      </Typography>
    </Box>
  );
}
