import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { formatBytes } from '../format/quantity';
import { mlModelsTranslationRef } from '../translation';

/** Cells drawn at most; of larger files one cell stands for several chunks. */
const MAX_CELLS = 1024;

/** One cell per chunk of the file; those that differ stand out. */
export function ChunkMap(props: {
  chunks: number;
  chunkSize: number;
  badChunks?: readonly number[];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { chunks, chunkSize, badChunks } = props;
  const perCell = Math.max(1, Math.ceil(chunks / MAX_CELLS));
  const cells = Math.ceil(chunks / perCell);
  const badCells = new Set(
    badChunks?.map(chunk => Math.floor(chunk / perCell)),
  );
  const summary = [
    t('chunks.summary', {
      count: chunks,
      size: formatBytes(chunkSize) ?? '',
    }),
    badChunks && t('chunks.bad', { count: badChunks.length }),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 0.5 }}>
        {summary}
      </Typography>
      <Box
        role="img"
        aria-label={summary}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: '2px' }}
      >
        {Array.from({ length: cells }, (_, cell) => {
          const bad = badCells.has(cell);
          return (
            <Box
              key={cell}
              data-bad={bad || undefined}
              title={t('chunks.cell', {
                chunk: String(cell * perCell),
                offset: String(cell * perCell * chunkSize),
              })}
              sx={{
                width: 10,
                height: 10,
                border: '1px solid',
                borderColor: bad ? 'error.main' : 'divider',
                bgcolor: bad ? 'error.main' : 'action.hover',
                borderRadius: bad ? '50%' : 0,
              }}
            />
          );
        })}
      </Box>
    </>
  );
}
