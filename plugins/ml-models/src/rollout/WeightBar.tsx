import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { formatShare } from '../format/quantity';
import { mlModelsTranslationRef } from '../translation';
import { ArmShare, WeightSource } from './armShares';

/** Hatching tells the arms apart without colour. */
const HATCHING: Partial<Record<ArmShare['role'], string>> = {
  canary: '45deg',
  mirror: '90deg',
};

/** Colour and hatching of an arm, the same in bars and legend. */
export function armPaint({ palette }: Theme, role: ArmShare['role']) {
  return {
    bgcolor: role === 'stable' ? 'info.main' : 'warning.main',
    backgroundImage: pattern(role, palette.background.paper),
  };
}

function pattern(role: ArmShare['role'], line: string): string {
  const angle = HATCHING[role];
  return angle
    ? `repeating-linear-gradient(${angle}, transparent 0 6px, ${line} 6px 8px)`
    : 'none';
}

/** Shares of the arms as one source states them; empty when it states none. */
export function WeightBar(props: {
  source: WeightSource;
  shares: readonly ArmShare[] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { shares, source } = props;
  const name = t(`rollout.source.${source}`);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'center',
        gridTemplateColumns: { xs: '1fr', sm: '110px minmax(0, 1fr)' },
        mb: 1,
      }}
    >
      <Typography variant="body2">{name}</Typography>
      {shares ? (
        <Box
          role="img"
          aria-label={`${name}: ${shares
            .map(
              ({ role, name: arm, share }) =>
                `${t(`rollout.roleOf.${role}`)} ${arm} ${formatShare(share)}`,
            )
            .join(', ')}`}
          sx={{
            display: 'flex',
            height: 24,
            borderRadius: 1,
            overflow: 'hidden',
            bgcolor: 'action.hover',
          }}
        >
          {shares.map(({ ref, name: arm, role, share }) => (
            <Box
              key={ref}
              title={`${t(`rollout.roleOf.${role}`)} ${arm} ${formatShare(
                share,
              )}`}
              sx={theme => ({
                width: `${share * 100}%`,
                minWidth: share > 0 ? 2 : 0,
                ...armPaint(theme, role),
              })}
            />
          ))}
        </Box>
      ) : (
        <Box
          sx={{
            height: 24,
            px: 1,
            fontSize: 13,
            lineHeight: '22px',
            borderRadius: 1,
            border: '1px dashed',
            borderColor: 'text.secondary',
            color: 'text.secondary',
          }}
        >
          {t(`rollout.missing.${source}`)}
        </Box>
      )}
    </Box>
  );
}
