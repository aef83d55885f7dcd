import Box from '@mui/material/Box';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ModelLink } from './ModelLink';

/** Model and owner in one line; what is too long is cut, the owner first. */
export function ModelName(props: {
  model: Wire['ModelSummary'];
  tab?: string;
}) {
  const { model, tab } = props;
  const name = model.title || model.name;
  return (
    <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 0.75 }}>
      <Box
        component="span"
        title={name}
        sx={{
          fontWeight: 600,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        <ModelLink modelRef={model.modelRef} tab={tab}>
          {name}
        </ModelLink>
      </Box>
      <Box
        component="span"
        sx={{
          flex: '0 100 auto',
          minWidth: 24,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        <EntityRefLink entityRef={model.owner} defaultKind="group" hideIcon />
      </Box>
    </Box>
  );
}
