import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../../components/PageStack';
import { VerdictGlyph } from '../../components/verdict/VerdictGlyph';
import { formatBytes } from '../../format/quantity';
import { mlModelsTranslationRef } from '../../translation';
import { firstBadChunk } from './firstBadChunk';
import { LengthDifference } from './LocalCopyOutcome';
import type { LocalCopyProgress } from './LocalCopyResult';

/** A verification under way; what it found so far is said at once. */
export function LocalCopyRunning(props: {
  artifact: Wire['Artifact'];
  file: { name: string; size: number };
  progress: LocalCopyProgress;
  onCancel: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, file, progress, onCancel } = props;
  const title = t('localCopy.hashing', { file: file.name });
  const first = firstBadChunk(artifact, {
    size: file.size,
    badChunks: progress.badChunks,
  });
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="body2" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
          {title}
          {' · '}
          {t('localCopy.progress', {
            done: formatBytes(progress.bytes) ?? '',
            total: formatBytes(file.size) ?? '',
          })}
        </Typography>
        <Button size="small" onClick={onCancel}>
          {t('localCopy.cancel')}
        </Button>
      </Box>
      <LinearProgress
        aria-label={title}
        variant="determinate"
        value={file.size === 0 ? 100 : (progress.bytes / file.size) * 100}
      />
      {/* Only what changes the answer is announced, not every megabyte. */}
      <Typography variant="body2" component="div" role="status">
        <LengthDifference recorded={artifact.size} found={file.size} />
        {first && (
          <Row gap={0.75} oneLine>
            <VerdictGlyph look={{ glyph: 'cross', tone: 'error' }} size={12} />
            {t('localCopy.differsSoFar', {
              chunk: String(first.chunk),
              first: String(first.first),
            })}
          </Row>
        )}
      </Typography>
    </Box>
  );
}
