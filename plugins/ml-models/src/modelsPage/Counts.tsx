import ButtonBase from '@mui/material/ButtonBase';
import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../translation';
import { Refusals } from './useModelList';

const LINK = {
  fontSize: 14,
  color: 'primary.main',
  gap: 0.25,
  minHeight: 24,
  '&.Mui-focusVisible': { outline: '2px solid', outlineColor: 'primary.main' },
} as const;

/** How many there are under the filters, how many need somebody, how many were refused. */
export function Counts(props: {
  facets: Wire['Facets'] | undefined;
  refusals: Refusals | undefined;
  attentionChosen: boolean;
  onAttention: () => void;
  refusedId: string;
  refusedOpen: boolean;
  onRefused: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { facets, refusals, refusedOpen } = props;
  const refused = refusals?.items.length ?? 0;
  const Arrow = refusedOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 2,
        fontSize: 14,
      }}
    >
      <span role="status">
        {facets && t('models.count', { count: facets.total })}
      </span>
      {Boolean(facets?.attention) && (
        <ButtonBase
          aria-pressed={props.attentionChosen}
          onClick={props.onAttention}
          sx={LINK}
        >
          {t('models.attention', { count: facets!.attention! })}
        </ButtonBase>
      )}
      {refused > 0 && (
        <ButtonBase
          aria-expanded={refusedOpen}
          aria-controls={refusedOpen ? props.refusedId : undefined}
          onClick={props.onRefused}
          sx={LINK}
        >
          {t(refusals?.more ? 'models.refusedAtLeast' : 'models.refused', {
            count: refused,
          })}
          <Arrow size={16} aria-hidden />
        </ButtonBase>
      )}
    </Box>
  );
}
