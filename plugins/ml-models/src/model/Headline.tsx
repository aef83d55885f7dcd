import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { FilledVerdict } from '../components/verdict/FilledVerdict';
import { servedVerdict } from '../served/servedVerdict';
import { stageVerdict } from '../served/stageVerdict';
import { mlModelsTranslationRef, Translate } from '../translation';

/**
 * What is in service, the worst first and loudest; then the newest version and
 * the one shown, where those are others.
 */
export function Headline(props: {
  model: Wire['Model'];
  /** label of the version shown */
  version: string | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { model, version } = props;
  const served = model.inService?.versions ?? [];
  const isServed = (item: Wire['VersionSummary']) =>
    served.some(({ version: label }) => isNamed(item, label));
  const newest = model.versions.find(item =>
    isNamed(item, model.latestVersion),
  );
  const shown = model.versions.find(item => isNamed(item, version));
  return (
    <Row gap={1}>
      {served.map((item, index) => (
        <FilledVerdict
          key={index}
          label={t('served.label')}
          verdict={servedVerdict(t, item, {
            newest: newest && isNamed(newest, item.version),
          })}
        />
      ))}
      {newest && !isServed(newest) && (
        <StageChip t={t} version={newest} extra={[t('served.newest')]} />
      )}
      {shown && shown !== newest && !isServed(shown) && (
        <StageChip t={t} version={shown} />
      )}
      <Unserved model={model} />
    </Row>
  );
}

function StageChip(props: {
  t: Translate;
  version: Wire['VersionSummary'];
  extra?: string[];
}) {
  const { t, version, extra } = props;
  return (
    <FilledVerdict
      label={t('served.stageLabel', { version: version.version })}
      verdict={stageVerdict(t, version, extra)}
    />
  );
}

/** Why nothing is said to be in service, which is not the same as nothing. */
function Unserved(props: { model: Wire['Model'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { inService } = props.model;
  if (!inService || inService.state === 'served') {
    return null;
  }
  const KEY = {
    unwatched: 'unwatched',
    'not-served': 'notServed',
    unknown: 'unknown',
  } as const;
  return (
    <Typography variant="body2" color="text.secondary">
      {t(`served.${KEY[inService.state]}`)}
    </Typography>
  );
}

function isNamed(
  { version, labels }: Wire['VersionSummary'],
  label: string | null | undefined,
): boolean {
  return (
    label !== null &&
    label !== undefined &&
    (version === label || labels.includes(label))
  );
}
