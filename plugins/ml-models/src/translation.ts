import {
  createTranslationRef,
  TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { cardsMessages } from './cards/messages';
import { componentsMessages } from './components/messages';
import { filesMessages } from './files/messages';
import { governanceMessages } from './governance/messages';
import { historyMessages } from './history/messages';
import { ingestionMessages } from './ingestion/messages';
import { modelMessages } from './model/messages';
import { modelsPageMessages } from './modelsPage/messages';
import { overviewMessages } from './overview/messages';
import { rolloutMessages } from './rollout/messages';
import { sbomMessages } from './sbom/messages';
import { cureMessages } from './serving/cureMessages';
import { servedMessages } from './served/messages';
import { servingMessages } from './serving/messages';
import { versionsMessages } from './versions/messages';

/** Every text of the plugin, in English; each folder keeps its own. @public */
export const mlModelsTranslationRef = createTranslationRef({
  id: 'plugin.ml-models',
  messages: {
    ...cardsMessages,
    ...componentsMessages,
    ...cureMessages,
    ...filesMessages,
    ...governanceMessages,
    ...historyMessages,
    ...ingestionMessages,
    ...modelMessages,
    ...modelsPageMessages,
    ...overviewMessages,
    ...rolloutMessages,
    ...sbomMessages,
    ...servedMessages,
    ...servingMessages,
    ...versionsMessages,
  },
});

/** Looks up a text of {@link mlModelsTranslationRef}. */
export type Translate = TranslationFunction<
  (typeof mlModelsTranslationRef)['T']
>;
