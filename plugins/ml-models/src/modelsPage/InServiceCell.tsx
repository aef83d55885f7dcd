import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { formatShare } from '../format/quantity';
import { servedWord } from '../served/servedWords';
import { mlModelsTranslationRef } from '../translation';

/** Versions named in one line; the rest is counted. */
const SHOWN = 2;

/** What is in service, the worst first: `1.0.0 blocked 80 % + 2.0.0 20 %`. */
export function InServiceCell(props: {
  inService: Wire['InService'] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { inService } = props;
  if (!inService || inService.state !== 'served') {
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t(`models.inService.${inService?.state ?? 'unknown'}`)}
      </Box>
    );
  }
  const { versions } = inService;
  const rest = versions.length - SHOWN;
  return (
    <Box
      component="span"
      sx={{
        display: 'flex',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        alignItems: 'center',
        gap: 0.5,
        minWidth: 0,
      }}
    >
      {versions.slice(0, SHOWN).map((version, index) => (
        <Served key={index} served={version} first={index === 0} />
      ))}
      {rest > 0 && <span>{t('models.inService.more', { count: rest })}</span>}
    </Box>
  );
}

function Served(props: { served: Wire['ServedVersion']; first: boolean }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { served, first } = props;
  const { concern, level, reason, share, stale, word } = served;
  return (
    <Tooltip describeChild title={reason}>
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          // The worst stands first and keeps its room.
          flexShrink: first ? 1 : 100,
          minWidth: 0,
        }}
      >
        {!first && '+ '}
        {(concern !== 'none' || word === 'unknown') && (
          <VerdictGlyph
            look={verdictLook({
              concern,
              level: word === 'unknown' ? 'unknown' : level,
            })}
            size={12}
          />
        )}
        <Box
          component="span"
          sx={{
            fontWeight: concern === 'none' ? 400 : 600,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
          }}
        >
          {[
            served.version ?? served.stated ?? t('models.inService.unnamed'),
            concern !== 'none' && servedWord(t, word),
            share !== null && formatShare(share),
            stale && `(${t('served.stale')})`,
          ]
            .filter(Boolean)
            .join(' ')}
        </Box>
      </Box>
    </Tooltip>
  );
}
