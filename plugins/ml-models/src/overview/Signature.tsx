import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { Panel } from '../components/Panel';
import { formatValueType } from '../format/shape';
import { mlModelsTranslationRef } from '../translation';
import { callSnippet } from './callSnippet';
import { declaredValues } from './declaredValues';

const TWO_COLUMNS = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
};

function ValueList(props: {
  title: string;
  values: readonly Wire['ValueInfo'][] | undefined;
  /** what it means that there are none */
  absent: string;
}) {
  return (
    <Box>
      <Typography component="h4" variant="body2" sx={{ fontWeight: 600 }}>
        {props.title}
      </Typography>
      {props.values?.length ? (
        <Box component="ul" sx={{ m: 0, pl: 2 }}>
          {props.values.map((value, index) => (
            <li key={`${index} ${value.name}`}>
              <code>{value.name}</code> {formatValueType(value)}
            </li>
          ))}
        </Box>
      ) : (
        <Typography variant="body2" color="text.secondary">
          {props.absent}
        </Typography>
      )}
    </Box>
  );
}

/** Inputs and outputs as found in each file, and how to call it. */
export function Signature(props: {
  artifacts: readonly Wire['Artifact'][];
  /** the declaration as recorded, for what no file states */
  declaration: Wire['Model']['entity'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const stated = props.artifacts.some(
    ({ inspection }) => inspection.inputs?.length || inspection.outputs?.length,
  );
  const declared = {
    inputs: declaredValues(props.declaration, 'inputs'),
    outputs: declaredValues(props.declaration, 'outputs'),
  };
  return (
    <Panel title={t('signature.title')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {!stated && (
          <Box sx={TWO_COLUMNS}>
            <ValueList
              title={t('signature.declaredInputs')}
              values={declared.inputs}
              absent={t('signature.notDeclared')}
            />
            <ValueList
              title={t('signature.declaredOutputs')}
              values={declared.outputs}
              absent={t('signature.notDeclared')}
            />
          </Box>
        )}
        {props.artifacts.map(artifact => {
          const { inputs, outputs, signature } = artifact.inspection;
          const snippet = callSnippet(artifact);
          return (
            <Box key={artifact.path} sx={{ display: 'grid', gap: 1 }}>
              <Typography component="h3" variant="body2">
                <code>{artifact.path}</code>
              </Typography>
              <Box sx={TWO_COLUMNS}>
                <ValueList
                  title={t('signature.inputs')}
                  values={inputs}
                  absent={t('signature.notInFile')}
                />
                <ValueList
                  title={t('signature.outputs')}
                  values={outputs}
                  absent={t('signature.notInFile')}
                />
              </Box>
              {signature && (
                <CommandLine text={signature} label={t('signature.forward')} />
              )}
              {snippet && (
                <>
                  <Typography variant="body2" sx={{ fontWeight: 600 }}>
                    {t('signature.call')}
                  </Typography>
                  <CommandLine text={snippet} label={t('signature.call')} />
                </>
              )}
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
}
