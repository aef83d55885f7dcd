import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { VerdictLook } from '../components/verdict/verdictLook';
import { mlModelsTranslationRef } from '../translation';

/** Reasons given one by one; the rest is a number. */
const REASONS_SHOWN = 10;

const LOOK: Record<Wire['CompatibilityVerdict'], VerdictLook> = {
  compatible: { glyph: 'disc', tone: 'info' },
  breaking: { glyph: 'cross', tone: 'error' },
  unknown: { glyph: 'question', tone: 'neutral' },
};

/** Whether callers can go on unchanged, and why not. */
export function Compatibility(props: {
  verdict: Wire['CompatibilityVerdict'];
  reasons: readonly Wire['CompatibilityReason'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { verdict, reasons } = props;
  const more = reasons.length - REASONS_SHOWN;
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <VerdictGlyph look={LOOK[verdict]} size={18} />
        <Typography>
          <strong>{t(`compare.verdict.${verdict}`)}</strong>{' '}
          {t(`compare.meaning.${verdict}`)}
        </Typography>
      </Box>
      {reasons.length > 0 && (
        <Box component="ul" sx={{ mt: 1, mb: 0, pl: 4, fontSize: 14 }}>
          {reasons.slice(0, REASONS_SHOWN).map(reason => (
            <li key={`${reason.id} ${reason.message}`}>{reason.message}</li>
          ))}
          {more > 0 && <li>{t('compare.more', { number: String(more) })}</li>}
        </Box>
      )}
    </Box>
  );
}
