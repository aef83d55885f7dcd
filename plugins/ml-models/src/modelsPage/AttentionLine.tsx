import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Time } from '../components/Time';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { mlModelsTranslationRef } from '../translation';
import { ModelLink } from './ModelLink';

/**
 * The worst that asks for somebody: what, whose turn, since when, and the way
 * there; the others are counted. Nothing where nothing does.
 */
export function AttentionLine(props: {
  model: Wire['ModelSummary'];
  /** takes the lines it needs, where there is no row to keep to */
  wrap?: boolean;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { modelRef, problems } = props.model;
  if (problems.length === 0) {
    return null;
  }
  const [{ concern, cure, message, since, turn }, ...others] = problems;
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: props.wrap ? 'wrap' : { xs: 'wrap', sm: 'nowrap' },
        alignItems: 'center',
        gap: 0.75,
        whiteSpace: props.wrap ? 'normal' : { xs: 'normal', sm: 'nowrap' },
        overflowWrap: 'anywhere',
        fontSize: 13,
      }}
    >
      <VerdictGlyph look={verdictLook({ concern })} size={12} />
      <Box
        component="span"
        title={message}
        sx={{
          minWidth: 0,
          // beside its sign, also where it takes a line of its own
          maxWidth: 'calc(100% - 20px)',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
        }}
      >
        {message}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {'· '}
        {turn.ref ? (
          <>
            <EntityDisplayName entityRef={turn.ref} hideIcon disableTooltip />{' '}
            {t(`models.turn.${turn.role}Named`)}
          </>
        ) : (
          t(`models.turn.${turn.role}`)
        )}
        {since && (
          <>
            {' · '}
            <Time at={since} display="age" />
          </>
        )}
      </Box>
      <ModelLink modelRef={modelRef} tab={cure?.tab && `/${cure.tab}`}>
        {others.length > 0
          ? t('models.openMore', { count: others.length })
          : t('models.open')}
      </ModelLink>
    </Box>
  );
}
