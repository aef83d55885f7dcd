import { useState } from 'react';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useDebounce from 'react-use/esm/useDebounce';
import { formatExact } from '../../format/quantity';
import { mlModelsTranslationRef } from '../../translation';
import { TensorSource } from './tensorRequests';
import { TensorTable } from './TensorTable';
import { useAllTensors } from './useAllTensors';
import { useFoundTensors } from './useFoundTensors';

/** Milliseconds without a key before a search is sent. */
const TYPING_MS = 250;

/** Rows that every browser can make a scrolled block of: Firefox ends at 17.8 million pixels. */
const MAX_ROWS = 350_000;

/** Tensors of one file: all of them, or those that a search finds. */
export function Tensors(props: {
  source: TensorSource;
  count: number;
  /** part of the names to look for */
  search: string;
  onSearch: (search: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { source, count, search, onSearch } = props;
  const [typed, setTyped] = useState(search);
  const [applied, setApplied] = useState(search);
  if (applied !== search) {
    setApplied(search);
    setTyped(search);
  }
  useDebounce(() => typed !== search && onSearch(typed), TYPING_MS, [typed]);
  return (
    <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <TextField
        type="search"
        size="small"
        label={t('tensors.search')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        inputProps={{ maxLength: 256, spellCheck: false }}
        sx={{ maxWidth: 360 }}
      />
      {search === '' ? (
        <AllTensors source={source} count={count} />
      ) : (
        <FoundTensors
          key={search}
          source={source}
          search={search}
          count={count}
        />
      )}
    </Box>
  );
}

function AllTensors(props: { source: TensorSource; count: number }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { source, count } = props;
  const rows = useAllTensors(source, Math.min(count, MAX_ROWS));
  const summary = [
    t('tensors.all', { count, total: formatExact(count) }),
    count > MAX_ROWS && t('tensors.cut', { shown: formatExact(MAX_ROWS) }),
  ];
  return (
    <TensorTable rows={rows} summary={summary.filter(Boolean).join(' ')} />
  );
}

function FoundTensors(props: {
  source: TensorSource;
  search: string;
  count: number;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { source, search, count } = props;
  const rows = useFoundTensors(source, search);
  const params = { found: formatExact(rows.count), total: formatExact(count) };
  return (
    <TensorTable
      rows={rows}
      summary={
        rows.hasMore || rows.loading
          ? t('tensors.foundSoFar', params)
          : t('tensors.found', params)
      }
    />
  );
}
