import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Actor } from '../components/Actor';
import { mlModelsTranslationRef } from '../translation';

/** Whose turn it is, with the way to them where they are in the catalog. */
export function Turn(props: { turn: Wire['ModelProblem']['turn'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { ref, role } = props.turn;
  return (
    <Typography variant="body2" component="div">
      {t(`need.turn.${role}`)}
      {ref && (
        <>
          {': '}
          <Actor actor={ref} />
        </>
      )}
    </Typography>
  );
}
