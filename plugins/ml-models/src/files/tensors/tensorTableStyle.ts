import type { SxProps, Theme } from '@mui/material/styles';

/** Height of a row; of two lines where the screen is narrow. */
export const ROW_PX = 30;
export const NARROW_ROW_PX = 50;

const ONE_LINE = {
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

/** One rule set for all rows: they come and go while someone scrolls, so none is styled by itself. */
export const TABLE_STYLE: SxProps<Theme> = theme => ({
  fontSize: 14,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 1,
  overflow: 'hidden',
  '& [role=row]': {
    display: 'grid',
    gridTemplateColumns:
      'minmax(0, 1fr) minmax(64px, 96px) minmax(0, 180px) 88px',
    columnGap: 1.5,
    alignItems: 'center',
    px: 1,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  '& [role=row] > *': ONE_LINE,
  '& [data-column=bytes]': { textAlign: 'right' },
  '& code': { fontFamily: 'monospace', fontSize: 13 },
  '& [data-part=head]': {
    fontWeight: 600,
    color: 'text.secondary',
    bgcolor: 'action.hover',
    // Lines up with rows that have a scrollbar beside them.
    overflowY: 'hidden',
    scrollbarGutter: 'stable',
    '& [role=row]': { height: ROW_PX, borderBottom: 0 },
  },
  '& [data-part=body]': {
    overflowY: 'auto',
    scrollbarGutter: 'stable',
    contain: 'strict',
    '&:focus-visible': {
      outline: '2px solid',
      outlineColor: 'primary.main',
      outlineOffset: -2,
    },
    '& [role=row]': {
      position: 'absolute',
      top: 0,
      left: 0,
      right: 0,
      '&:hover': { bgcolor: 'action.hover' },
    },
  },
  [theme.breakpoints.down('sm')]: {
    '& [data-part=head]': { display: 'none' },
    '& [data-part=body] [role=row]': {
      gridTemplateColumns: 'auto minmax(0, 1fr) auto',
      gridTemplateRows: '1fr 1fr',
      '& [data-column=name]': { gridColumn: '1 / -1' },
      '& :not([data-column=name])': { color: 'text.secondary', fontSize: 12 },
    },
  },
});
