import { ReactElement } from 'react';
import Box from '@mui/material/Box';
import { Glyph, Tone, VerdictLook } from './verdictLook';

const TONE_COLOR: Record<Tone, string> = {
  success: 'success.main',
  info: 'info.main',
  neutral: 'text.secondary',
  warning: 'warning.main',
  error: 'error.main',
};

const STROKE = { fill: 'none', stroke: 'currentColor', strokeWidth: 2 };

const SHAPES: Record<Glyph, ReactElement> = {
  shield: (
    <>
      <path d="M8 1 14 3v5c0 3.5-2.6 6-6 7-3.4-1-6-3.5-6-7V3z" />
      <path
        d="m5 8 2.2 2.2L11.2 6"
        fill="none"
        strokeWidth="1.8"
        style={{ stroke: 'var(--glyph-ground)' }}
      />
    </>
  ),
  disc: <circle cx="8" cy="8" r="5.5" />,
  ring: <circle cx="8" cy="8" r="5" {...STROKE} />,
  dashed: <circle cx="8" cy="8" r="5" {...STROKE} strokeDasharray="2.6 2.6" />,
  question: (
    <path
      d="M5 5.6C5 4 6.3 3 8 3s3 1 3 2.6c0 2-3 2.2-3 4.2M8 12v1.8"
      {...STROKE}
    />
  ),
  triangle: <path d="M8 2 15 14H1z" />,
  cross: <path d="M3.5 3.5l9 9m0-9l-9 9" {...STROKE} strokeWidth={2.6} />,
};

/** The sign of a verdict; decoration, the word beside it says the same. */
export function VerdictGlyph(props: {
  look: VerdictLook;
  size?: number;
  /** takes the colour of the words beside it, on a filled ground */
  ink?: boolean;
}) {
  const { look, size = 14, ink } = props;
  return (
    <Box
      component="svg"
      aria-hidden
      data-glyph={look.glyph}
      data-tone={look.tone}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="currentColor"
      sx={theme => ({
        color: ink ? 'inherit' : TONE_COLOR[look.tone],
        flexShrink: 0,
        '--glyph-ground': theme.palette.background.paper,
      })}
    >
      {SHAPES[look.glyph]}
    </Box>
  );
}
