import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../translation';
import { FactChip } from './FactChip';

type Caller = Wire['Workload']['callers'][number];

/** `POST /train, /start-job`; an operation without limits is everything. */
export function operationText(operation: Caller['operations'][number]): string {
  const { hosts, methods, paths, ports, ...exceptions } = operation;
  return [
    methods?.join(', '),
    paths?.join(', '),
    ports && `:${ports.join(', ')}`,
    hosts?.join(', '),
    ...Object.entries(exceptions).map(
      ([name, values]) => `${name} ${values?.join(', ')}`,
    ),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Namespace and account of a mesh identity; other principals as they are. */
export function principalName(principal: string): string {
  const match = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal);
  return match ? `${match[1]} / ${match[2]}` : principal;
}

/** Who may call, to which port, allowed by what, encrypted or not. */
export function CallersPicture(props: { workload: Wire['Workload'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { workload } = props;
  const { authorization, callers, denied, owner, ports } = workload;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'center',
        gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 140px)',
      }}
    >
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {callers.map((caller, index) => (
          <CallerItem key={index} caller={caller} />
        ))}
        {denied?.map((caller, index) => (
          <CallerItem key={`denied ${index}`} caller={caller} denied />
        ))}
        <li>
          <FactChip label={t('workload.authorization')} fact={authorization} />
        </li>
      </Box>
      <Box aria-hidden sx={{ fontSize: 22, color: 'text.secondary' }}>
        →
      </Box>
      <Box
        sx={{
          p: 1,
          border: '1px solid',
          borderColor: 'divider',
          borderRadius: 1,
        }}
      >
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {owner.name}
        </Typography>
        {ports.map(({ port, mtls }) => (
          <Typography key={port} variant="caption" component="div">
            {port}: {mtls.verdict}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

function CallerItem(props: { caller: Caller; denied?: boolean }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { principal, operations, via, conditions, limitedBy } = props.caller;
  const named = operations.map(operationText).filter(Boolean);
  return (
    <Box
      component="li"
      title={principal}
      sx={{
        mb: 1,
        p: 1,
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <Typography
        variant="body2"
        sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
      >
        {principalName(principal)}
      </Typography>
      <Typography variant="body2">
        {named.length ? named.join('; ') : t('workload.anyOperation')}
      </Typography>
      {conditions && conditions.length > 0 && (
        <Typography variant="body2">
          {t('workload.conditions', { conditions: conditions.join('; ') })}
        </Typography>
      )}
      <Typography variant="caption" color="text.secondary" component="div">
        {t(props.denied ? 'workload.deniedBy' : 'workload.allowedBy', { via })}
        {limitedBy && limitedBy.length > 0 && (
          <>
            {'; '}
            {t('workload.limitedBy', { policies: limitedBy.join(', ') })}
          </>
        )}
      </Typography>
    </Box>
  );
}
