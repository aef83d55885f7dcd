import { useMemo, useState } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiFile3Line,
} from '@remixicon/react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { Bytes } from '../components/Quantity';
import { ScanWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';
import { FileRow, fileTree, foldersAbove } from './fileTree';

/** Versions with more files start with closed folders. */
const MAX_OPEN_FILES = 50;

/** The files of a version by folder; folders open and close, a file is chosen. */
export function FileTree(props: {
  artifacts: readonly Wire['Artifact'][];
  open: Wire['Artifact'] | undefined;
  onChoose: (path: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifacts, open, onChoose } = props;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(
    new Map(),
  );
  const openPath = open?.path;
  const rows = useMemo(() => {
    const leading = new Set(openPath ? foldersAbove(openPath) : []);
    return fileTree(
      artifacts,
      folder =>
        toggled.get(folder) ??
        (artifacts.length <= MAX_OPEN_FILES || leading.has(folder)),
    );
  }, [artifacts, openPath, toggled]);
  const isOpen = (index: number) => rows[index + 1]?.depth > rows[index].depth;
  return (
    <DataTable
      label={t('files.title')}
      rows={rows.map((row, index) => ({ ...row, expanded: isOpen(index) }))}
      rowKey={row => `${row.kind} ${row.path}`}
      isMarked={row => row.artifact !== undefined && row.artifact === open}
      columns={[
        {
          id: 'path',
          header: t('files.path'),
          render: row =>
            row.kind === 'folder' ? (
              <Name
                row={row}
                expanded={row.expanded}
                onClick={() =>
                  setToggled(new Map(toggled).set(row.path, !row.expanded))
                }
              />
            ) : (
              <Name
                row={row}
                current={row.artifact === open}
                onClick={() => onChoose(row.path)}
              />
            ),
        },
        {
          id: 'size',
          header: t('glance.size'),
          numeric: true,
          render: row => <Bytes bytes={row.size} />,
        },
        {
          id: 'format',
          header: t('glance.format'),
          render: row =>
            row.artifact?.inspection.format ??
            t('files.count', { count: row.files ?? 0 }),
        },
        {
          id: 'digest',
          header: 'SHA-256',
          render: row =>
            row.artifact && <Digest digest={row.artifact.digest} />,
        },
        {
          id: 'scan',
          header: t('facet.scan'),
          render: row => <ScanWord scan={row.status} />,
        },
      ]}
    />
  );
}

function Name(props: {
  row: FileRow;
  /** of a folder */
  expanded?: boolean;
  /** of the file that is shown below */
  current?: boolean;
  onClick: () => void;
}) {
  const { row, expanded, current, onClick } = props;
  const Folder = expanded ? RiArrowDownSLine : RiArrowRightSLine;
  const Icon = row.kind === 'folder' ? Folder : RiFile3Line;
  return (
    <ButtonBase
      aria-expanded={expanded}
      aria-current={current || undefined}
      title={row.path}
      onClick={onClick}
      sx={{
        gap: 0.5,
        ml: row.depth * 2,
        px: 0.5,
        py: 0.25,
        borderRadius: 1,
        textAlign: 'left',
        alignItems: 'flex-start',
        color: row.kind === 'file' ? 'primary.main' : 'text.primary',
        fontSize: 'inherit',
        fontWeight: current ? 600 : undefined,
        '&:hover': { bgcolor: 'action.hover' },
        '&.Mui-focusVisible': {
          outline: '2px solid',
          outlineColor: 'primary.main',
        },
      }}
    >
      <Icon size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {row.name}
        {row.kind === 'folder' && '/'}
      </Box>
    </ButtonBase>
  );
}
