import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';

const WIDTH = 120;
const HEIGHT = 28;
const PAD = 3;

/** The course of one metric in the height of a line; the words beside it say the same. */
export function Sparkline(props: {
  /** oldest first */
  scores: readonly number[];
  threshold: number | null;
}) {
  const { palette } = useTheme();
  const { scores, threshold } = props;
  const highest = Math.max(threshold ?? 0, ...scores) || 1;
  const x = scaleLinear<number>({
    domain: [0, Math.max(1, scores.length - 1)],
    range: [PAD, WIDTH - PAD],
  });
  const y = scaleLinear<number>({
    domain: [0, highest],
    range: [HEIGHT - PAD, PAD],
  });
  const last = scores.length - 1;
  return (
    <Box
      component="svg"
      aria-hidden
      width={WIDTH}
      height={HEIGHT}
      sx={{ display: 'block' }}
    >
      {threshold !== null && (
        <line
          x1={PAD}
          x2={WIDTH - PAD}
          y1={y(threshold)}
          y2={y(threshold)}
          stroke={palette.error.main}
          strokeDasharray="4 3"
        />
      )}
      <LinePath
        data={[...scores]}
        x={(_, index) => x(index)}
        y={score => y(score)}
        stroke={palette.info.main}
        strokeWidth={1.5}
      />
      {last >= 0 && (
        <circle
          cx={x(last)}
          cy={y(scores[last])}
          r={2.5}
          fill={palette.info.main}
        />
      )}
    </Box>
  );
}
