import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTheme } from '@mui/material/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useVirtualizer } from '@tanstack/react-virtual';
import { EmptyState } from '../../components/EmptyState';
import { ErrorPanel } from '../../components/ErrorPanel';
import { mlModelsTranslationRef } from '../../translation';
import { formatBytes, formatExact } from '../../format/quantity';
import { formatShape } from '../../format/shape';
import type { TensorRows } from './TensorRows';
import type { Tensor } from './tensorRequests';
import { NARROW_ROW_PX, ROW_PX, TABLE_STYLE } from './tensorTableStyle';

/** Height of the window that the rows scroll in. */
const WINDOW_PX = 400;
/** Rows drawn beyond each edge of the window. */
const OVERSCAN = 12;

const COLUMNS = ['name', 'dtype', 'shape', 'bytes'] as const;

/** Tensors under a sentence that sums them up; says when there are none or some could not be read. */
export function TensorTable(props: { rows: TensorRows; summary: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { rows, summary } = props;
  const none = rows.count === 0 && !rows.loading && !rows.hasMore;
  return (
    <>
      <Typography variant="body2" color="text.secondary" role="status">
        {summary}
      </Typography>
      {rows.error && (
        <ErrorPanel
          error={rows.error}
          what={t('tensors.title')}
          retry={rows.retry}
        />
      )}
      {none && !rows.error && <EmptyState title={t('tensors.nothing')} />}
      {rows.count > 0 && <Rows rows={rows} />}
    </>
  );
}

/** Rows of equal height of which only those in sight are drawn. */
function Rows(props: { rows: TensorRows }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { rows } = props;
  const narrow = useMediaQuery(useTheme().breakpoints.down('sm'));
  const rowHeight = narrow ? NARROW_ROW_PX : ROW_PX;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    initialRect: { width: 600, height: WINDOW_PX },
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight]);

  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn[drawn.length - 1]?.index ?? 0;
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last]);

  return (
    <Box
      role="table"
      aria-label={t('tensors.title')}
      aria-rowcount={rows.hasMore ? -1 : rows.count + 1}
      aria-busy={rows.loading}
      sx={TABLE_STYLE}
    >
      <div role="rowgroup" data-part="head">
        <div role="row" aria-rowindex={1}>
          {COLUMNS.map(column => (
            <span key={column} role="columnheader" data-column={column}>
              {t(`tensors.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <Box
        role="rowgroup"
        ref={scroller}
        data-part="body"
        // The keyboard scrolls what has the focus.
        tabIndex={0}
        aria-label={t('tensors.rows')}
        style={{ height: Math.min(WINDOW_PX, virtualizer.getTotalSize()) }}
      >
        <div
          role="presentation"
          style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
        >
          {drawn.map(({ index, start }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              style={{
                height: rowHeight,
                transform: `translateY(${start}px)`,
              }}
            >
              <TensorCells tensor={rows.rowAt(index)} />
            </div>
          ))}
        </div>
      </Box>
    </Box>
  );
}

function TensorCells(props: { tensor: Tensor | undefined }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { tensor } = props;
  if (!tensor) {
    return (
      <span role="cell" data-column="name" aria-label={t('tensors.loading')}>
        <Skeleton width="60%" animation={false} />
      </span>
    );
  }
  const { name, dtype, shape, bytes } = tensor;
  const size = bytes === null ? undefined : formatBytes(bytes);
  return (
    <>
      <code role="cell" data-column="name" title={name}>
        {name}
      </code>
      <span role="cell" data-column="dtype">
        {dtype}
      </span>
      <span role="cell" data-column="shape" title={formatShape(shape)}>
        {formatShape(shape)}
      </span>
      <span
        role="cell"
        data-column="bytes"
        title={
          bytes === null
            ? undefined
            : t('common.bytes', { exact: formatExact(bytes) })
        }
      >
        {size ?? t('common.unknown')}
      </span>
    </>
  );
}
