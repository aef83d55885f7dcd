import { ReactNode } from 'react';
import Box from '@mui/material/Box';

/** One line of a {@link FactList}; a fact without a value is left out. */
export interface FactRow {
  name: string;
  value: ReactNode;
}

/** Names and values, as a description list. */
export function FactList(props: { facts: FactRow[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(96px, max-content) 1fr',
        columnGap: 2,
        rowGap: 0.75,
        alignItems: 'baseline',
        fontSize: 14,
      }}
    >
      {props.facts
        .filter(fact => fact.value !== undefined && fact.value !== null)
        .map(fact => (
          <Box key={fact.name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {fact.name}
            </Box>
            <Box
              component="dd"
              sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}
            >
              {fact.value}
            </Box>
          </Box>
        ))}
    </Box>
  );
}
