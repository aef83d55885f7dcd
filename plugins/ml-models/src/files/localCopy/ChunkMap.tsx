import { memo } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { formatBytes } from '../../format/quantity';
import { mlModelsTranslationRef } from '../../translation';

/** Cells drawn at most; of larger files one cell stands for several chunks. */
const MAX_CELLS = 1024;

function Chunks(props: {
  chunks: number;
  chunkSize: number;
  /** indexes of chunks that differ */
  badChunks?: readonly number[];
  /** chunks of the local copy that were compared */
  compared?: number;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { chunks, chunkSize, badChunks, compared = 0 } = props;
  const perCell = Math.max(1, Math.ceil(chunks / MAX_CELLS));
  const cells = Math.ceil(chunks / perCell);
  const badCells = new Set(
    badChunks?.map(chunk => Math.floor(chunk / perCell)),
  );
  const summary = [
    t('chunks.summary', { count: chunks, size: formatBytes(chunkSize) ?? '' }),
    perCell > 1 && t('chunks.perCell', { count: perCell }),
    badChunks && t('chunks.bad', { count: badChunks.length }),
  ]
    .filter(Boolean)
    .join(', ');
  const lookOf = (cell: number) => {
    if (badCells.has(cell)) {
      return 'bad';
    }
    return badChunks && (cell + 1) * perCell <= compared ? 'same' : 'recorded';
  };
  return (
    <>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 0.5 }}>
        {summary}
      </Typography>
      <Box
        role="img"
        aria-label={summary}
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: '2px',
          '& > i': {
            width: 10,
            height: 10,
            border: '1px solid',
            borderColor: 'divider',
            bgcolor: 'action.hover',
          },
          '& > i[data-chunk=same]': {
            borderColor: 'info.main',
            bgcolor: 'info.main',
            opacity: 0.55,
          },
          '& > i[data-chunk=bad]': {
            borderColor: 'error.main',
            bgcolor: 'error.main',
            borderRadius: '50%',
          },
        }}
      >
        {Array.from({ length: cells }, (_, cell) => (
          <i
            key={cell}
            data-chunk={lookOf(cell)}
            title={t('chunks.cell', {
              chunk: String(cell * perCell),
              offset: String(cell * perCell * chunkSize),
            })}
          />
        ))}
      </Box>
    </>
  );
}

/** One cell per chunk of the file; those that differ from a local copy stand out. */
export const ChunkMap = memo(Chunks);
