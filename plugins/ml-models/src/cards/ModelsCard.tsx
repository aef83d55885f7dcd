import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Panel } from '../components/Panel';
import { mlModelsTranslationRef } from '../translation';
import { ModelItem } from './ModelItem';
import { HOLD_RELATIONS, relatedModels, USE_RELATIONS } from './relatedModels';

/** Models read before someone asks for more: each is a request of its own. */
const FIRST_MODELS = 10;

function ModelsCard(props: { title: string; relations: string[] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { entity } = useEntity();
  const [shown, setShown] = useState(FIRST_MODELS);
  const refs = relatedModels(entity, props.relations);
  return (
    <Panel title={props.title}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {refs.slice(0, shown).map(modelRef => (
          <ModelItem key={modelRef} modelRef={modelRef} />
        ))}
      </Box>
      {refs.length > shown && (
        <Button size="small" onClick={() => setShown(shown + FIRST_MODELS)}>
          {t('common.more')}
        </Button>
      )}
    </Panel>
  );
}

/** Models that a component serves or depends on. @public */
export function UsedModelsCard() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return <ModelsCard title={t('cards.used')} relations={USE_RELATIONS} />;
}

/** Models that a group owns or a system contains. @public */
export function HeldModelsCard() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return <ModelsCard title={t('cards.held')} relations={HOLD_RELATIONS} />;
}
