import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../translation';

type Operator = NonNullable<Wire['Inspection']['operators']>[number];

/** Operators shown before someone asks for all. */
const FIRST_OPERATORS = 12;

/** How often each operator occurs, most frequent first. */
export function Operators(props: { operators: readonly Operator[] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [all, setAll] = useState(false);
  const sorted = [...props.operators].sort((a, b) => b.count - a.count);
  const most = sorted[0]?.count ?? 1;
  const shown = all ? sorted : sorted.slice(0, FIRST_OPERATORS);
  return (
    <>
      <Box
        component="ul"
        aria-label={t('files.operators')}
        sx={{ m: 0, p: 0, listStyle: 'none', fontSize: 13 }}
      >
        {shown.map(({ domain, type, count }) => (
          <Box
            component="li"
            key={`${domain} ${type}`}
            sx={{
              display: 'grid',
              gridTemplateColumns: 'minmax(0, 180px) 48px 1fr',
              gap: 1,
              alignItems: 'center',
            }}
          >
            <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
              {domain ? `${domain}.${type}` : type}
            </Box>
            <Box component="span" sx={{ textAlign: 'right' }}>
              {count}
            </Box>
            <Box
              aria-hidden
              sx={{
                height: 8,
                width: `${(count / most) * 100}%`,
                bgcolor: 'info.main',
              }}
            />
          </Box>
        ))}
      </Box>
      {!all && sorted.length > FIRST_OPERATORS && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('files.allOperators', { total: String(sorted.length) })}
        </Button>
      )}
    </>
  );
}
