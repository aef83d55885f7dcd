import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { mlModelsTranslationRef } from '../translation';
import { ModelItem } from './ModelItem';
import { HOLD_RELATIONS, relatedModels, USE_RELATIONS } from './relatedModels';
import { useModels } from './useModels';

/** Models of one request, and shown before someone asks for more; the list route takes 50 references. */
const PAGE_SIZE = 20;

function ModelsCard(props: { title: string; relations: string[] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { entity } = useEntity();
  const [shown, setShown] = useState(PAGE_SIZE);
  const refs = relatedModels(entity, props.relations);
  return (
    <Panel title={props.title}>
      {pagesOf(refs.slice(0, shown)).map(page => (
        <ModelItems key={page[0]} modelRefs={page} what={props.title} />
      ))}
      {refs.length > shown && (
        <Button size="small" onClick={() => setShown(shown + PAGE_SIZE)}>
          {t('common.more')}
        </Button>
      )}
    </Panel>
  );
}

function ModelItems(props: { modelRefs: readonly string[]; what: string }) {
  const query = useModels(props.modelRefs);
  return (
    <QueryView query={query} what={props.what}>
      {models => (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {props.modelRefs.map(modelRef => (
            <ModelItem
              key={modelRef}
              modelRef={modelRef}
              model={models.get(modelRef)}
            />
          ))}
        </Box>
      )}
    </QueryView>
  );
}

function pagesOf(refs: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(refs.length / PAGE_SIZE) }, (_, page) =>
    refs.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
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
