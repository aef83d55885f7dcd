import { useState } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { mlModelsTranslationRef } from '../../translation';
import { VisuallyHidden } from '../VisuallyHidden';
import { ExplainDrawer } from './ExplainDrawer';
import { VerdictGlyph } from './VerdictGlyph';
import { ExplainedVerdict, verdictLook } from './verdictLook';

/**
 * A verdict as glyph and words, a button that opens its explanation. `compact`
 * leaves the words to the tooltip and to screen readers.
 */
export function VerdictChip(props: {
  label: string;
  verdict: ExplainedVerdict;
  compact?: boolean;
  /** leaves the label out where a table's heading says it */
  hideLabel?: boolean;
  /** leaves the level to glyph, tooltip and screen readers */
  hideLevel?: boolean;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [open, setOpen] = useState(false);
  const { label, verdict, compact, hideLabel, hideLevel } = props;
  const level = verdict.level && t(`level.${verdict.level}`);
  const words =
    !level || same(verdict.word, level)
      ? verdict.word
      : `${verdict.word}, ${level}`;
  return (
    <>
      <Tooltip describeChild title={`${label}: ${words}. ${verdict.reason}`}>
        <ButtonBase
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          sx={{
            px: compact ? 0.25 : 0.75,
            py: compact ? 0.25 : 0.5,
            minWidth: 24,
            minHeight: 24,
            borderRadius: 1,
            border: compact ? 0 : '1px solid',
            borderColor: 'divider',
            fontSize: 13,
            textAlign: 'left',
            color: 'text.primary',
            '&:hover': { bgcolor: 'action.hover' },
            '&.Mui-focusVisible': {
              outline: '2px solid',
              outlineColor: 'primary.main',
            },
          }}
        >
          {/* The same words as one phrase; what is drawn leaves some of them to the glyph. */}
          <VisuallyHidden>{`${label}: ${words}`}</VisuallyHidden>
          <Box
            component="span"
            aria-hidden
            sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}
          >
            {!compact && !hideLabel && (
              <Box component="span" sx={{ fontWeight: 600 }}>
                {label}
              </Box>
            )}
            <VerdictGlyph look={verdictLook(verdict)} />
            {!compact && <span>{verdict.word}</span>}
            {!compact && !hideLevel && words !== verdict.word && (
              <Box
                component="span"
                sx={{ color: 'text.secondary', fontSize: 12 }}
              >
                {level}
              </Box>
            )}
          </Box>
        </ButtonBase>
      </Tooltip>
      {open && (
        <ExplainDrawer
          label={label}
          verdict={verdict}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function same(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
