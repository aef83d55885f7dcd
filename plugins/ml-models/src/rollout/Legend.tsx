import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { mlModelsTranslationRef } from '../translation';
import { armName } from './armShares';
import { armPaint } from './WeightBar';

/** Which colour and hatching is which arm. */
export function Legend(props: { arms: Wire['Rollout']['arms'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Row gap={2}>
      {props.arms.map(arm => (
        <Box
          key={`${arm.role} ${arm.ref}`}
          component="span"
          sx={{
            display: 'inline-flex',
            alignItems: 'center',
            gap: 0.75,
            fontSize: 13,
          }}
        >
          <Box
            component="span"
            aria-hidden
            sx={theme => ({
              width: 16,
              height: 12,
              borderRadius: 0.5,
              ...armPaint(theme, arm.role),
            })}
          />
          {t(`rollout.roleOf.${arm.role}`)} {armName(arm)}
        </Box>
      ))}
    </Row>
  );
}
