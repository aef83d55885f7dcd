import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Panel } from '../components/Panel';
import { Time } from '../components/Time';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { ProblemDrawer } from './ProblemDrawer';
import { Turn } from './Turn';

type Problem = Wire['ModelProblem'];

/** Everything that waits for somebody, the worst first, one line each. */
export function NeedsSomebody(props: {
  model: Wire['Model'];
  address: ModelAddress;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [shown, setShown] = useState<Problem>();
  const { address, model, onChanged } = props;
  const { problems } = model;
  if (problems.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        {t('need.nothing')}
      </Typography>
    );
  }
  return (
    <Panel title={t('need.title', { count: problems.length })}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {problems.map((problem, index) => (
          <ProblemLine
            key={`${index} ${problem.id}`}
            problem={problem}
            onShow={() => setShown(problem)}
          />
        ))}
      </Box>
      {shown && (
        <ProblemDrawer
          problem={shown}
          address={address}
          onChanged={onChanged}
          onClose={() => setShown(undefined)}
        />
      )}
    </Panel>
  );
}

function ProblemLine(props: { problem: Problem; onShow: () => void }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { concern, message, since, subject, turn } = props.problem;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: '16px minmax(0, 1fr)',
          md: '16px minmax(0, 1fr) auto auto auto',
        },
        columnGap: 1.5,
        rowGap: 0.25,
        alignItems: 'center',
        py: 0.75,
        borderTop: '1px solid',
        borderColor: 'divider',
        '& > *': { gridColumn: { xs: 2, md: 'auto' } },
        '& > svg': { gridColumn: 1 },
        '&:first-of-type': { borderTop: 0 },
      }}
    >
      <VerdictGlyph look={verdictLook({ concern })} />
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        <strong>{message}</strong>{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {subject}
        </Box>
      </Typography>
      <Turn turn={turn} />
      <Typography variant="body2" color="text.secondary" component="div">
        {since && <Time at={since} display="age" />}
      </Typography>
      <Box>
        <Button
          size="small"
          aria-haspopup="dialog"
          onClick={props.onShow}
          sx={{ textTransform: 'none' }}
        >
          {t('need.why')}
        </Button>
      </Box>
    </Box>
  );
}
