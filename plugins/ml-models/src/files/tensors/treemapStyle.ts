import { alpha, SxProps, Theme } from '@mui/material/styles';

/** Height of the map. */
export const TREEMAP_PX = 280;

/** Families wear three strengths of one colour: the map says size, not verdicts. */
const STRENGTHS = [0.3, 0.18, 0.1];

/** One rule set for the map and all of its tiles. */
export const TREEMAP_STYLE: SxProps<Theme> = theme => ({
  position: 'relative',
  height: TREEMAP_PX,
  overflow: 'hidden',
  '& > button': {
    position: 'absolute',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    p: 0.25,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 0.5,
    font: 'inherit',
    fontSize: 12,
    lineHeight: 1.25,
    textAlign: 'left',
    color: 'text.primary',
    cursor: 'pointer',
    overflow: 'hidden',
    boxSizing: 'border-box',
  },
  '& > button > span': {
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& > button > span + span': { color: 'text.secondary' },
  ...Object.fromEntries(
    STRENGTHS.map((strength, family) => [
      `& > button[data-family="${family}"]`,
      { bgcolor: alpha(theme.palette.info.main, strength) },
    ]),
  ),
  '& > button:hover': { borderColor: 'text.primary' },
  '& > button:focus-visible': {
    outline: '2px solid',
    outlineColor: 'text.primary',
    outlineOffset: -2,
    zIndex: 1,
  },
});
