import { useState } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { mlModelsTranslationRef } from '../translation';
import { entryName, entryText } from './entryText';

interface DifferenceRow {
  change: 'added' | 'removed' | 'changed';
  name: string;
  before?: string;
  after?: string;
}

function rowsOf(section: Wire['ListDifference']): DifferenceRow[] {
  const only = (entry: Record<string, unknown>) => {
    const name = entryName(entry);
    return { name, text: entryText(entry, name) };
  };
  return [
    ...section.removed.map(only).map(({ name, text }) => ({
      change: 'removed' as const,
      name,
      before: text,
    })),
    ...section.added.map(only).map(({ name, text }) => ({
      change: 'added' as const,
      name,
      after: text,
    })),
    ...section.changed.map(({ from, to }) => {
      const { name, text } = only(to);
      return {
        change: 'changed' as const,
        name,
        before: entryText(from, name),
        after: text,
      };
    }),
  ];
}

/** One kind of content of a file: how many entries differ, and which. */
export function DifferenceSection(props: {
  title: string;
  from: string;
  to: string;
  section: Wire['ListDifference'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { title, section, from, to } = props;
  const [open, setOpen] = useState(false);
  const { counts } = section;
  const rows = rowsOf(section);
  const total = counts.added + counts.removed + counts.changed;
  const summary = t('compare.counts', {
    removed: String(counts.removed),
    added: String(counts.added),
    changed: String(counts.changed),
    unchanged: String(counts.unchanged),
  });
  if (total === 0) {
    return null;
  }
  return (
    <Box
      component="details"
      onToggle={event => setOpen((event.target as HTMLDetailsElement).open)}
      sx={{ border: 1, borderColor: 'divider', px: 1, py: 0.75, mt: '-1px' }}
    >
      <Box component="summary" sx={{ cursor: 'pointer', fontSize: 14 }}>
        <strong>{title}</strong> {summary}
      </Box>
      {open && (
        <Box sx={{ mt: 1 }}>
          <DataTable
            label={title}
            rows={rows}
            rowKey={(row, index) => `${index} ${row.name}`}
            columns={[
              {
                id: 'change',
                header: t('compare.change'),
                render: row => t(`compare.${row.change}`),
              },
              {
                id: 'name',
                header: t('tensors.name'),
                render: row => <code>{row.name}</code>,
              },
              {
                id: 'before',
                header: from,
                render: row => row.before ?? t('common.none'),
              },
              {
                id: 'after',
                header: to,
                render: row => row.after ?? t('common.none'),
              },
            ]}
          />
          {rows.length < total && (
            <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
              {t('compare.cut', {
                shown: String(rows.length),
                total: String(total),
              })}
            </Typography>
          )}
        </Box>
      )}
    </Box>
  );
}
