import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Panel } from '../components/Panel';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { readerLocale } from '../format/locale';
import { formatLocal } from '../format/time';
import { mlModelsTranslationRef } from '../translation';

type Requirement = Wire['RequirementResult'];

/** The functions of the NIST AI RMF 1.0, in its order. */
const FUNCTIONS: Requirement['function'][] = [
  'map',
  'measure',
  'manage',
  'govern',
];

/** Where the row has no level, the one that its state alone gives. */
const LEVEL: Partial<Record<Requirement['state'], Wire['Level']>> = {
  waived: 'declared',
  unknown: 'unknown',
};

/** Requirements by function of the framework, each with its evidence. */
export function RequirementBoard(props: {
  requirements: readonly Requirement[];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Panel title={t('requirements.title')}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            sm: 'repeat(2, minmax(0, 1fr))',
            lg: 'repeat(4, minmax(0, 1fr))',
          },
        }}
      >
        {FUNCTIONS.map(name => (
          <Box key={name} component="section">
            <Typography component="h3" sx={{ fontWeight: 600 }}>
              {t(`requirements.${name}`)}
            </Typography>
            <Column
              requirements={props.requirements.filter(
                item => item.function === name,
              )}
            />
          </Box>
        ))}
      </Box>
    </Panel>
  );
}

function Column(props: { requirements: readonly Requirement[] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (props.requirements.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        {t('requirements.none')}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {props.requirements.map(item => (
        <Box component="li" key={item.id} sx={{ py: 0.75 }}>
          <Typography variant="body2">
            {item.title}{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {item.subcategory}
            </Box>
          </Typography>
          <VerdictChip
            label={item.title}
            hideLabel
            verdict={{
              level: item.level ?? LEVEL[item.state],
              concern: item.state === 'gap' ? 'attention' : 'none',
              word: t(`requirements.state.${item.state}`),
              reason: item.waiver
                ? t('requirements.waiver', {
                    reason: item.waiver.reason,
                    at: formatLocal(
                      new Date(item.waiver.expiresAt),
                      readerLocale(),
                    ),
                  })
                : item.reason,
              evidence: item.evidence ?? [],
              at: item.at,
            }}
          />
        </Box>
      ))}
    </Box>
  );
}
