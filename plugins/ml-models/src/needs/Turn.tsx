import Typography from '@mui/material/Typography';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
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
          {isEntityRef(ref) ? (
            <EntityRefLink entityRef={ref} defaultKind="group" />
          ) : (
            ref
          )}
        </>
      )}
    </Typography>
  );
}

function isEntityRef(ref: string): boolean {
  try {
    parseEntityRef(ref, { defaultKind: 'group' });
    return true;
  } catch {
    return false;
  }
}
