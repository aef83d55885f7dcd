import { ReactNode } from 'react';
import Typography from '@mui/material/Typography';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityRefLinks,
  getEntityRelations,
  useEntity,
} from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { mlModelsTranslationRef } from '../translation';

/** The quiet facts below the headline: choice of version, tier, owner, lifecycle. */
export function ModelFacts(props: {
  model: Wire['Model'];
  /** how the version shown is chosen, on pages about one */
  choice?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { entity } = useEntity();
  const { declaredTier, lifecycle, removedFromCatalog, tier } = props.model;
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  return (
    <Row gap={2}>
      {props.choice}
      <Typography component="span" variant="body2">
        {t(`tier.words.${tier}`)}
        {declaredTier && declaredTier !== tier && (
          <Typography component="span" variant="body2" color="text.secondary">
            {' '}
            {t('tier.declared', { tier: declaredTier })}
          </Typography>
        )}
      </Typography>
      <Typography component="span" variant="body2">
        {t('model.owner')}{' '}
        {owners.length > 0 ? (
          <EntityRefLinks entityRefs={owners} defaultKind="group" />
        ) : (
          props.model.owner
        )}
      </Typography>
      {lifecycle && (
        <Typography component="span" variant="body2" color="text.secondary">
          {lifecycle}
        </Typography>
      )}
      {removedFromCatalog && (
        <Typography component="span" variant="body2" color="text.secondary">
          {t('model.removed')}
        </Typography>
      )}
      {props.children}
    </Row>
  );
}
