import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { mlModelsTranslationRef } from '../translation';

const LEVELS = [
  'verified',
  'measured',
  'declared',
  'inferred',
  'unknown',
] as const;
const CONCERNS = ['attention', 'bad'] as const;

/** What the signs in the columns mean. */
export function Legend() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const entries = [
    ...LEVELS.map(level => ({
      look: verdictLook({ level, concern: 'none' }),
      word: t(`level.${level}`),
    })),
    ...CONCERNS.map(concern => ({
      look: verdictLook({ concern }),
      word: t(`concern.${concern}`),
    })),
  ];
  return (
    <Box
      component="ul"
      aria-label={t('models.legend')}
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        fontSize: 12,
        color: 'text.secondary',
      }}
    >
      {entries.map(({ look, word }) => (
        <Box
          component="li"
          key={word}
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}
        >
          <VerdictGlyph look={look} size={12} />
          {word}
        </Box>
      ))}
    </Box>
  );
}
