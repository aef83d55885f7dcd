import { ChangeEvent, DragEvent, useId, useState } from 'react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../components/Digest';
import { ErrorPanel } from '../components/ErrorPanel';
import { Bytes } from '../components/Quantity';
import { mlModelsTranslationRef } from '../translation';
import { LocalCopy } from './useLocalCopy';
import { LocalCopyResult } from './verifyLocalCopy';

/** A place to drop a local copy; hashed here, sent nowhere. */
export function LocalCopyCheck(props: {
  artifact: Wire['Artifact'];
  state: LocalCopy;
  onFile: (file: File) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, state, onFile } = props;
  const inputId = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file) {
      onFile(file);
    }
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.item(0);
    if (file) {
      onFile(file);
    }
    // The same file may be chosen again after it was repaired.
    event.target.value = '';
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        sx={{
          p: 2,
          borderRadius: 1,
          border: '2px dashed',
          borderColor: over ? 'primary.main' : 'divider',
          textAlign: 'center',
        }}
      >
        <Typography sx={{ fontWeight: 600 }}>{t('localCopy.title')}</Typography>
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
          {t('localCopy.privacy')}
        </Typography>
        <Button
          component="label"
          htmlFor={inputId}
          variant="outlined"
          size="small"
        >
          {t('localCopy.choose')}
          <input
            id={inputId}
            type="file"
            aria-label={t('localCopy.choose')}
            onChange={choose}
            style={{
              position: 'absolute',
              width: 1,
              height: 1,
              overflow: 'hidden',
              clipPath: 'inset(50%)',
            }}
          />
        </Button>
      </Box>
      {state.progress !== undefined && (
        <Box role="status">
          <Typography variant="body2">
            {t('localCopy.hashing', { file: state.fileName ?? '' })}
          </Typography>
          <LinearProgress
            aria-label={t('localCopy.hashing', { file: state.fileName ?? '' })}
            variant="determinate"
            value={state.progress * 100}
          />
        </Box>
      )}
      {state.error && (
        <ErrorPanel error={state.error} what={state.fileName ?? ''} />
      )}
      {state.result && (
        <Outcome
          artifact={artifact}
          fileName={state.fileName ?? ''}
          result={state.result}
          leavesError={state.leavesError}
        />
      )}
    </Box>
  );
}

function Outcome(props: {
  artifact: Wire['Artifact'];
  fileName: string;
  result: LocalCopyResult;
  leavesError?: Error;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, fileName, result, leavesError } = props;
  if (result.outcome === 'match') {
    return (
      <Alert severity="success" role="alert">
        {t('localCopy.match', { file: fileName })}{' '}
        <Digest digest={result.digest} />
      </Alert>
    );
  }
  const [first] = result.badChunks ?? [];
  return (
    <Alert severity="error" role="alert">
      <AlertTitle>{t('localCopy.mismatch', { file: fileName })}</AlertTitle>
      <div>
        {t('localCopy.recorded')} <Digest digest={artifact.digest} />{' '}
        <Bytes bytes={artifact.size} />
      </div>
      <div>
        {t('localCopy.found')} <Digest digest={result.digest} />{' '}
        <Bytes bytes={result.size} />
      </div>
      {first !== undefined && artifact.chunkSize !== undefined && (
        <div>
          {t('localCopy.firstBadChunk', {
            chunk: String(first),
            first: String(first * artifact.chunkSize),
            last: String(lastByte(first, artifact, result)),
            bad: String(result.badChunks?.length),
          })}
        </div>
      )}
      {result.badChunks === undefined && (
        <div>
          {t('localCopy.noChunks')} {leavesError?.message}
        </div>
      )}
    </Alert>
  );
}

/** Last byte of a chunk in the longer of the two files. */
function lastByte(
  chunk: number,
  { chunkSize = 0, size }: Wire['Artifact'],
  result: LocalCopyResult,
): number {
  const end = Math.max(Number(size), result.size);
  return Math.min((chunk + 1) * chunkSize, end) - 1;
}
