import { Fragment, ReactNode } from 'react';
import Box from '@mui/material/Box';
import type { SxProps, Theme } from '@mui/material/styles';

/** One column of a {@link DataTable}. */
export interface Column<T> {
  id: string;
  header: string;
  render: (row: T) => ReactNode;
  numeric?: boolean;
  /** what the heading means, on hover and for screen readers */
  help?: string;
  /** pixels beyond which the cell is cut rather than wrapped */
  maxWidth?: number;
}

const TABLE_STYLE: SxProps<Theme> = theme => ({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 14,
  '& th': {
    textAlign: 'left',
    fontWeight: 600,
    color: 'text.secondary',
    whiteSpace: 'nowrap',
  },
  '& th, & td': {
    px: 1,
    py: 0.75,
    borderBottom: `1px solid ${theme.palette.divider}`,
    verticalAlign: 'top',
  },
  '& [data-numeric]': { textAlign: 'right' },
  '& tr[data-marked]': { bgcolor: 'action.selected' },
  '& tr[data-noted] td': { borderBottom: 0, pb: 0.25 },
  '&[data-dense]': { fontSize: 13 },
  '&[data-dense] th': { fontSize: 12 },
  '&[data-dense] th, &[data-dense] td': {
    px: 0.5,
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
  },
  '& td[data-below]': { pt: 0 },
  // On a narrow screen each row is a card and each cell names itself.
  [theme.breakpoints.down('sm')]: {
    '& thead': {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
    '& tr': {
      display: 'block',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 1,
      mb: 1,
      p: 0.5,
    },
    '& td': { display: 'flex', gap: 1, borderBottom: 0, textAlign: 'left' },
    '& td[data-numeric]': { textAlign: 'left' },
    '& td[data-label]::before': {
      content: 'attr(data-label)',
      flex: '0 0 96px',
      color: 'text.secondary',
    },
  },
});

/** Rows under headings; scrolls inside itself, becomes cards when narrow. */
export function DataTable<T>(props: {
  label: string;
  columns: Column<T>[];
  rows: readonly T[];
  rowKey: (row: T, index: number) => string;
  isMarked?: (row: T) => boolean;
  /** a sentence over the whole width below the row, where a row needs one */
  note?: (row: T) => ReactNode;
  /** one line per row: small type, no cell wraps */
  dense?: boolean;
}) {
  const { columns, rows, rowKey, isMarked, note } = props;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Box
        component="table"
        aria-label={props.label}
        data-dense={props.dense || undefined}
        sx={TABLE_STYLE}
      >
        <thead>
          <tr>
            {columns.map(column => (
              <th
                key={column.id}
                scope="col"
                data-numeric={column.numeric || undefined}
                title={column.help}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const below = note?.(row);
            return (
              <Fragment key={rowKey(row, index)}>
                <tr
                  data-marked={isMarked?.(row) || undefined}
                  data-noted={below ? true : undefined}
                >
                  {columns.map(column => (
                    <td
                      key={column.id}
                      data-label={column.header}
                      data-numeric={column.numeric || undefined}
                    >
                      <Box
                        sx={{
                          minWidth: 0,
                          maxWidth: { sm: column.maxWidth },
                        }}
                      >
                        {column.render(row)}
                      </Box>
                    </td>
                  ))}
                </tr>
                {below && (
                  <tr>
                    <td colSpan={columns.length} data-below>
                      {below}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </Box>
    </Box>
  );
}
