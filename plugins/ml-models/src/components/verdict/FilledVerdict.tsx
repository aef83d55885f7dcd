import { ReactNode, useState } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { Theme } from '@mui/material/styles';
import { ExplainDrawer } from './ExplainDrawer';
import { VerdictGlyph } from './VerdictGlyph';
import { ExplainedVerdict, Tone, verdictLook } from './verdictLook';

/** The loud ones are filled, what is well stays quiet: two tones never shout. */
function fill(theme: Theme, tone: Tone) {
  const { palette } = theme;
  if (tone === 'error' || tone === 'warning') {
    return {
      bgcolor: palette[tone].main,
      color: palette.getContrastText(palette[tone].main),
    };
  }
  return { bgcolor: palette.action.selected, color: palette.text.primary };
}

/** A state said loudly: a filled chip, a button that opens its explanation. */
export function FilledVerdict(props: {
  label: string;
  verdict: ExplainedVerdict;
  /** what would change it, below the evidence */
  children?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const { label, verdict } = props;
  const look = verdictLook(verdict);
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        data-tone={look.tone}
        onClick={() => setOpen(true)}
        sx={theme => {
          const { bgcolor, color } = fill(theme, look.tone);
          return {
            gap: 0.75,
            px: 1.25,
            py: 0.5,
            minHeight: 28,
            borderRadius: 3.5,
            bgcolor,
            color,
            fontSize: 14,
            fontWeight: 600,
            textAlign: 'left',
            '&.Mui-focusVisible': {
              outline: '2px solid',
              outlineColor: 'primary.main',
              outlineOffset: 2,
            },
          };
        }}
      >
        <VerdictGlyph look={look} ink />
        <Box component="span">{verdict.word}</Box>
      </ButtonBase>
      {open && (
        <ExplainDrawer
          label={label}
          verdict={verdict}
          onClose={() => setOpen(false)}
        >
          {props.children}
        </ExplainDrawer>
      )}
    </>
  );
}
