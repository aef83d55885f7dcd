import { KeyboardEvent, useMemo, useRef, useState } from 'react';
import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Treemap, treemapSquarify } from '@visx/hierarchy';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { formatBytes, formatExact, formatShare } from '../../format/quantity';
import { mlModelsTranslationRef } from '../../translation';
import { TREEMAP_PX, TREEMAP_STYLE } from './treemapStyle';
import { treemapOf } from './treemapOf';

/** Width that the layout is made for; tiles are placed in percent of it. */
const LAYOUT_WIDTH = 1000;
/** Tiles that are smaller carry no text: a share of the width, and pixels of height. */
const MIN_LABEL_SHARE = 0.05;
const MIN_LABEL_PX = 18;

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: at => at + 1,
  ArrowDown: at => at + 1,
  ArrowLeft: at => at - 1,
  ArrowUp: at => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Area by bytes, one tile per prefix; one stop of the keyboard, arrows go on by size. */
export function TensorTreemap(props: {
  sizes: Wire['TensorSizes'];
  onChoose: (prefix: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { sizes, onChoose } = props;
  const root = useMemo(() => treemapOf(sizes.groups), [sizes]);
  const [active, setActive] = useState(0);
  const map = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const tiles = map.current?.querySelectorAll('button');
    const next = tiles && STEPS[event.key]?.(active, tiles.length);
    const tile = next === undefined ? undefined : tiles?.[next];
    if (next !== undefined && tile) {
      event.preventDefault();
      setActive(next);
      tile.focus();
    }
  };
  return (
    <Treemap<(typeof root)['data']>
      root={root}
      size={[LAYOUT_WIDTH, TREEMAP_PX]}
      tile={treemapSquarify}
      paddingInner={2}
    >
      {laidOut => (
        <Box
          ref={map}
          role="group"
          aria-label={t('sizes.title')}
          onKeyDown={step}
          sx={TREEMAP_STYLE}
        >
          {laidOut.leaves().map((tile, index) => {
            const { group } = tile.data;
            const width = (tile.x1 - tile.x0) / LAYOUT_WIDTH;
            const height = tile.y1 - tile.y0;
            const label = group && tileLabel(group);
            const family = laidOut.children?.findIndex(
              child => child === tile.parent,
            );
            return (
              group && (
                <button
                  key={`${group.kind} ${group.prefix}`}
                  type="button"
                  tabIndex={index === active ? 0 : -1}
                  data-family={(family ?? 0) % 3}
                  onFocus={() => setActive(index)}
                  onClick={() => onChoose(group.prefix)}
                  title={label}
                  aria-label={label}
                  style={{
                    left: `${(tile.x0 / LAYOUT_WIDTH) * 100}%`,
                    width: `${width * 100}%`,
                    top: tile.y0,
                    height,
                  }}
                >
                  {width >= MIN_LABEL_SHARE && height >= MIN_LABEL_PX && (
                    <>
                      <span>{nameOf(group)}</span>
                      {height >= 2 * MIN_LABEL_PX && (
                        <span>{formatBytes(group.bytes)}</span>
                      )}
                    </>
                  )}
                </button>
              )
            );
          })}
        </Box>
      )}
    </Treemap>
  );

  function nameOf({ prefix, kind }: Wire['TensorGroup']): string {
    return kind === 'rest' ? t('sizes.rest', { prefix }) : prefix;
  }

  function tileLabel(group: Wire['TensorGroup']): string {
    const whole = Number(sizes.bytes);
    return [
      nameOf(group),
      t('sizes.tensors', { count: group.tensors }),
      `${formatBytes(group.bytes)} (${t('common.bytes', {
        exact: formatExact(group.bytes),
      })})`,
      whole > 0 && formatShare(Number(group.bytes) / whole),
    ]
      .filter(Boolean)
      .join(', ');
  }
}
