import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { FactList } from '../components/FactList';
import { mlModelsTranslationRef } from '../translation';
import { Compatibility } from './Compatibility';
import { DifferenceSection } from './DifferenceSection';

const SECTIONS = [
  'opsets',
  'inputs',
  'outputs',
  'functions',
  'operators',
  'tensors',
  'nodes',
  'members',
  'metadata',
] as const;
const CHANGES = ['format', 'formatVersion', 'producer', 'signature'] as const;

/** What became of one file from one version to the other. */
export function FileDifference(props: {
  file: Wire['FileDifference'];
  from: string;
  to: string;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { file, from, to } = props;
  const name =
    file.formerPath === undefined
      ? file.path
      : `${file.formerPath} → ${file.path}`;
  if (file.state !== 'changed') {
    return (
      <Typography variant="body2">
        <code>{name}</code> {t(`compare.file.${file.state}`)}
      </Typography>
    );
  }
  const textOf = (text: string | null) => text ?? t('common.none');
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" sx={{ fontWeight: 600, fontSize: 14 }}>
        <code>{name}</code>
      </Typography>
      <Compatibility verdict={file.compatibility} reasons={file.reasons} />
      <FactList
        facts={CHANGES.flatMap(field => {
          const change = file.changes[field];
          return change
            ? {
                name: t(`compare.field.${field}`),
                value: `${textOf(change.from)} → ${textOf(change.to)}`,
              }
            : [];
        })}
      />
      <div>
        {SECTIONS.map(section => {
          const difference = file.sections[section];
          return (
            difference && (
              <DifferenceSection
                key={section}
                title={t(`compare.section.${section}`)}
                from={from}
                to={to}
                section={difference}
              />
            )
          );
        })}
      </div>
      {file.notCompared.map(({ section, reason }) => (
        <Typography key={section} variant="body2" color="text.secondary">
          {t('compare.notCompared', { section, reason })}
        </Typography>
      ))}
    </Box>
  );
}
