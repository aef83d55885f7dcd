import Box from '@mui/material/Box';
import { getContrastRatio, Theme } from '@mui/material/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  type Concern,
  SEVERITY_CONCERN,
  type Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../translation';
import { VerdictGlyph } from './verdict/VerdictGlyph';
import { Tone, VerdictLook } from './verdict/verdictLook';

const PLAIN: VerdictLook = { glyph: 'ring', tone: 'neutral' };
const WELL: VerdictLook = { glyph: 'disc', tone: 'info' };
const ATTENTION: VerdictLook = { glyph: 'triangle', tone: 'warning' };
const BAD: VerdictLook = { glyph: 'cross', tone: 'error' };
const UNKNOWN: VerdictLook = { glyph: 'question', tone: 'neutral' };

const STAGE: Record<Wire['Stage'], VerdictLook> = {
  registered: PLAIN,
  validated: WELL,
  approved: WELL,
  deprecated: ATTENTION,
  retired: ATTENTION,
  rejected: BAD,
  blocked: BAD,
  invalid: BAD,
};

const RISK: Record<Wire['Risk'], VerdictLook> = {
  none: WELL,
  monitor: ATTENTION,
  review: ATTENTION,
  block: BAD,
  unknown: UNKNOWN,
};

const SCAN: Record<Wire['InspectionStatus'], VerdictLook> = {
  clean: WELL,
  findings: ATTENTION,
  unsupported: UNKNOWN,
  failed: BAD,
  unknown: UNKNOWN,
};

const CONCERN: Record<Concern, VerdictLook> = {
  none: PLAIN,
  attention: ATTENTION,
  bad: BAD,
};

/** What asks for somebody is a filled chip, in the ink that reads better on it. */
function chip(theme: Theme, tone: Tone) {
  if (tone !== 'error' && tone !== 'warning') {
    return {};
  }
  const ground = theme.palette[tone].main;
  const [ink] = ['#000', '#fff'].sort(
    (a, b) => getContrastRatio(ground, b) - getContrastRatio(ground, a),
  );
  return {
    px: 0.75,
    borderRadius: 2,
    bgcolor: ground,
    color: ink,
    fontWeight: 600,
    '& svg': { color: 'inherit' },
  };
}

function Word(props: { look: VerdictLook; word: string; loud?: boolean }) {
  return (
    <Box
      component="span"
      sx={theme => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        whiteSpace: 'nowrap',
        ...(props.loud && chip(theme, props.look.tone)),
      })}
    >
      <VerdictGlyph look={props.look} size={12} />
      {props.word}
    </Box>
  );
}

/** Stage of a version; one that asks for somebody is loud. */
export function StageWord(props: { stage: Wire['Stage'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Word look={STAGE[props.stage]} word={t(`stage.${props.stage}`)} loud />
  );
}

/** What the policy decided about a version. */
export function RiskWord(props: { risk: Wire['Risk'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return <Word look={RISK[props.risk]} word={t(`risk.${props.risk}`)} />;
}

/** How the static scan of a file ended. */
export function ScanWord(props: { scan: Wire['InspectionStatus'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return <Word look={SCAN[props.scan]} word={t(`scan.${props.scan}`)} />;
}

/** Severity of a finding. */
export function SeverityWord(props: { severity: Wire['Severity'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Word
      look={CONCERN[SEVERITY_CONCERN[props.severity]]}
      word={t(`severity.${props.severity}`)}
    />
  );
}
