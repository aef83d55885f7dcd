import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { Panel } from '../components/Panel';
import { formatValueType } from '../format/shape';
import { mlModelsTranslationRef } from '../translation';
import { callSnippet } from './callSnippet';
import { declaredSignature } from './declaredSignature';

const SIDES = ['inputs', 'outputs'] as const;
type Side = (typeof SIDES)[number];

/** The check that what is declared agrees with the file, by its present and its former name. */
const INTERFACE_CHECKS = ['interface', 'signature'];

/** A long line of code scrolls inside itself and widens nothing. */
const ONE_COLUMN = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
};

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

/** Inputs and outputs as found in each file, else as declared; how to call it. */
export function Signature(props: {
  version: Wire['ModelVersion'];
  /** the declaration that this version recorded, for what no file states */
  declaration: Wire['Model']['entity'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { version, declaration } = props;
  const declared = declaration && declaredSignature(declaration);
  const agrees =
    version.checks.find(({ id }) => INTERFACE_CHECKS.includes(id))?.outcome ===
    'passed';
  const unstated = SIDES.filter(
    side =>
      !version.artifacts.some(({ inspection }) => inspection[side]?.length),
  );
  const titleOf = (side: Side, found: boolean) =>
    found && agrees && declared?.[side].length
      ? `${t(`signature.${side}`)} · ${t('signature.agrees')}`
      : t(`signature.${side}`);
  return (
    <Panel title={t('signature.title')}>
      <Box sx={{ ...ONE_COLUMN, gap: 2 }}>
        {unstated.length > 0 && (
          <Box sx={TWO_COLUMNS}>
            {unstated.map(side => (
              <ValueList
                key={side}
                title={`${t(`signature.${side}`)} · ${t('level.declared')}`}
                values={declared?.[side]}
                absent={
                  declared
                    ? t('signature.notDeclared')
                    : t('signature.otherVersion')
                }
              />
            ))}
          </Box>
        )}
        {version.artifacts.map(artifact => {
          const { signature } = artifact.inspection;
          const snippet = callSnippet(artifact);
          return (
            <Box key={artifact.path} sx={{ ...ONE_COLUMN, gap: 1 }}>
              <Typography component="h3" variant="body2">
                <code>{artifact.path}</code>
              </Typography>
              <Box sx={TWO_COLUMNS}>
                {SIDES.map(side => {
                  const values = artifact.inspection[side];
                  return (
                    <ValueList
                      key={side}
                      title={titleOf(side, Boolean(values?.length))}
                      values={values}
                      absent={t('signature.notInFile')}
                    />
                  );
                })}
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
