import { ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { mlModelsTranslationRef } from '../translation';
import { remedyLine, requiredFieldOf, todoCodeOf } from './problemHelp';

/** All problems at once: what is wrong, why it matters, what to do. */
export function Problems(props: {
  title: string;
  problems: readonly Wire['Problem'][];
  /** `warning` where something registered stands all the same */
  severity?: 'error' | 'warning';
  children?: ReactNode;
}) {
  const { severity = 'error' } = props;
  return (
    <Alert
      severity={severity}
      sx={{ '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}
    >
      <AlertTitle>{props.title}</AlertTitle>
      <Box
        component="ul"
        sx={{
          m: 0,
          pl: 2.5,
          display: 'grid',
          gap: 1.5,
          // Digests have no place to break.
          overflowWrap: 'anywhere',
        }}
      >
        {props.problems.map((problem, index) => (
          <ProblemItem key={index} problem={problem} />
        ))}
      </Box>
      {props.children && <Box sx={{ mt: 1.5 }}>{props.children}</Box>}
    </Alert>
  );
}

function ProblemItem(props: { problem: Wire['Problem'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { problem } = props;
  const field = requiredFieldOf(problem);
  const line = remedyLine(problem);
  const todo = todoCodeOf(problem);
  return (
    <li>
      <Typography sx={{ fontWeight: 600 }}>{problem.message}</Typography>
      <Typography variant="caption" component="div">
        <code>{problem.code}</code>
        {problem.field && (
          <>
            {' · '}
            <code>{problem.field}</code>
          </>
        )}
      </Typography>
      {field && (
        <Typography variant="body2">{t(`problems.why.${field}`)}</Typography>
      )}
      {todo && (
        <Typography variant="body2">{t(`problems.todo.${todo}`)}</Typography>
      )}
      {line && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="body2">{t('problems.remedy')}</Typography>
          <CommandLine text={line} label={t('problems.remedyLabel')} />
        </Box>
      )}
    </li>
  );
}
