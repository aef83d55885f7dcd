import { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { mlModelsTranslationRef } from '../../translation';
import { CommandLine } from '../CommandLine';
import { Row } from '../PageStack';
import { SideDrawer } from '../SideDrawer';
import { Time } from '../Time';
import { EvidenceList } from './EvidenceList';
import { VerdictGlyph } from './VerdictGlyph';
import { ExplainedVerdict, verdictLook } from './verdictLook';

/** The sentence, the ordered evidence, and what would change the verdict. */
export function ExplainDrawer(props: {
  label: string;
  verdict: ExplainedVerdict;
  onClose: () => void;
  /** more that would change it, below remedy and command */
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { label, verdict, onClose } = props;
  return (
    <SideDrawer title={label} onClose={onClose}>
      <Row>
        <VerdictGlyph look={verdictLook(verdict)} size={18} />
        <Typography sx={{ fontWeight: 600 }}>{verdict.word}</Typography>
        <Typography variant="body2" color="text.secondary">
          {verdict.level && t(`level.${verdict.level}`)}
        </Typography>
      </Row>
      <Typography sx={{ my: 1 }}>{verdict.reason}</Typography>
      {verdict.at && (
        <Typography variant="body2" color="text.secondary" component="div">
          {t('explain.asAt')} <Time at={verdict.at} /> (
          <Time at={verdict.at} display="age" />)
        </Typography>
      )}
      <Typography component="h3" sx={{ fontWeight: 600, mt: 2 }}>
        {t('explain.evidence')}
      </Typography>
      <EvidenceList evidence={verdict.evidence} />
      {(verdict.remedy || verdict.command || props.children) && (
        <Box sx={{ mt: 2, display: 'grid', gap: 1 }}>
          <Typography component="h3" sx={{ fontWeight: 600 }}>
            {t('explain.remedy')}
          </Typography>
          {verdict.remedy && <Remedy text={verdict.remedy} />}
          {verdict.command && (
            <CommandLine text={verdict.command} label={t('explain.command')} />
          )}
          {props.children}
        </Box>
      )}
    </SideDrawer>
  );
}

/** A sentence, or lines for the declaration to copy as they stand. */
function Remedy(props: { text: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return props.text.includes('\n') ? (
    <CommandLine text={props.text} label={t('problems.remedyLabel')} />
  ) : (
    <Typography variant="body2">{props.text}</Typography>
  );
}
