import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleLinear, scaleTime } from '@visx/scale';
import { LinePath } from '@visx/shape';
import useMeasure from 'react-use/esm/useMeasure';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { readerLocale } from '../format/locale';
import { mlModelsTranslationRef } from '../translation';
import { inOrder, timeOf } from './measurements';
import { tickFormat, timeDomain } from './timeAxis';

/** Pixels that the chart is drawn for until its place is measured. */
const FIRST_WIDTH = 640;
const HEIGHT = 220;
/** Pixels that a tick's words take. */
const TICK_PX = 130;
const MARGIN = { top: 16, right: 24, bottom: 28, left: 48 };
/** Air above the highest thing drawn. */
const HEADROOM = 1.15;

/** Scores of one metric over time, with the tier's threshold drawn in. */
export function DriftChart(props: {
  metric: string;
  measurements: readonly Wire['DriftMeasurement'][];
  /** `null`: this metric has none */
  threshold: number | null;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { palette } = useTheme();
  const { metric, threshold } = props;
  const [ref, { width: measured }] = useMeasure<HTMLDivElement>();
  const width = measured || FIRST_WIDTH;
  const right = width - MARGIN.right;
  const points = inOrder(props.measurements);
  const domain = timeDomain(points.map(point => timeOf(point).getTime()));
  const x = scaleTime({ domain, range: [MARGIN.left, right] });
  const highest = Math.max(threshold ?? 0, ...points.map(({ score }) => score));
  const y = scaleLinear<number>({
    domain: [0, highest * HEADROOM || 1],
    range: [HEIGHT - MARGIN.bottom, MARGIN.top],
  });
  const format = tickFormat(domain, readerLocale());
  const latest = points[points.length - 1];
  const summary = t('drift.summary', {
    metric,
    count: points.length,
    latest: String(latest?.score),
    threshold: threshold === null ? t('common.none') : String(threshold),
  });
  const axis = {
    stroke: palette.divider,
    tickStroke: palette.divider,
    tickLabelProps: { fill: palette.text.secondary, fontSize: 11 },
  };
  return (
    <div ref={ref}>
      <Box
        component="svg"
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        sx={{ width: '100%', height: HEIGHT, display: 'block' }}
      >
        <AxisLeft left={MARGIN.left} scale={y} numTicks={4} {...axis} />
        <AxisBottom
          top={HEIGHT - MARGIN.bottom}
          scale={x}
          numTicks={Math.max(2, Math.floor(width / TICK_PX))}
          tickFormat={value => format(new Date(value.valueOf()))}
          {...axis}
        />
        {threshold !== null && (
          <g data-testid="threshold">
            <line
              x1={MARGIN.left}
              x2={right}
              y1={y(threshold)}
              y2={y(threshold)}
              stroke={palette.error.main}
              strokeWidth={1.5}
              strokeDasharray="6 4"
            />
            <text
              x={right}
              y={y(threshold) - 4}
              textAnchor="end"
              fontSize={11}
              fill={palette.text.primary}
            >
              {t('drift.threshold', { threshold: String(threshold) })}
            </text>
          </g>
        )}
        <LinePath
          data={points}
          x={point => x(timeOf(point))}
          y={point => y(point.score)}
          stroke={palette.info.main}
          strokeWidth={2}
        />
        {points.map((point, index) => (
          <Point
            key={index}
            x={x(timeOf(point))}
            y={y(point.score)}
            breaches={point.threshold !== null && point.score > point.threshold}
            title={`${timeOf(point).toISOString()}: ${point.score}`}
          />
        ))}
      </Box>
    </div>
  );
}

function Point(props: {
  x: number;
  y: number;
  breaches: boolean;
  title: string;
}) {
  const { palette } = useTheme();
  const { x, y, breaches, title } = props;
  return breaches ? (
    <path
      data-breach
      d={`M${x} ${y - 6}L${x + 6} ${y + 5}H${x - 6}Z`}
      fill={palette.error.main}
    >
      <title>{title}</title>
    </path>
  ) : (
    <circle cx={x} cy={y} r={3.5} fill={palette.info.main}>
      <title>{title}</title>
    </circle>
  );
}
