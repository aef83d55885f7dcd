import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ErrorPanel } from '../../components/ErrorPanel';
import { mlModelsTranslationRef } from '../../translation';
import { DropZone } from './DropZone';
import { LocalCopyOutcome } from './LocalCopyOutcome';
import { LocalCopyRunning } from './LocalCopyRunning';
import { LocalCopy } from './useLocalCopy';

/** A place to drop a local copy; hashed here, sent nowhere. */
export function LocalCopyCheck(props: {
  artifact: Wire['Artifact'];
  state: LocalCopy;
  onFile: (file: File) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, state, onFile, onCancel } = props;
  const { file, progress, result, error, cancelled, leavesError } = state;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <DropZone choose={t('localCopy.choose')} onFile={onFile}>
        <Typography sx={{ fontWeight: 600 }}>{t('localCopy.title')}</Typography>
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
          {t('localCopy.privacy')}
        </Typography>
      </DropZone>
      {file && progress && (
        <LocalCopyRunning
          artifact={artifact}
          file={file}
          progress={progress}
          onCancel={onCancel}
        />
      )}
      {file && cancelled && (
        <Typography variant="body2" role="status">
          {t('localCopy.cancelled', { file: file.name })}
        </Typography>
      )}
      {error && <ErrorPanel error={error} what={file?.name ?? ''} />}
      {file && result && (
        <LocalCopyOutcome
          artifact={artifact}
          fileName={file.name}
          result={result}
          leavesError={leavesError}
        />
      )}
    </Box>
  );
}
