import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { CheckAgain } from '../ingestion/CheckAgain';
import { TabLink } from '../model/TabLink';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';

type CureOf = NonNullable<Wire['ModelProblem']['cure']>;

/** Beyond words and command: lines to copy, the button, the tab where it is done. */
export function Cure(props: {
  cure: CureOf;
  address: ModelAddress;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, onChanged } = props;
  const { action, tab, yaml } = props.cure;
  const target = tab ?? (action === 'decide-review' ? 'governance' : undefined);
  return (
    <>
      {yaml && <CommandLine text={yaml} label={t('need.yaml')} />}
      {action === 'check-again' && (
        <CheckAgain address={address} onEnd={onChanged} />
      )}
      {target && (
        <Box>
          <TabLink address={address} tab={target}>
            {t('need.goTo', { tab: t(`need.tab.${target}`) })}
          </TabLink>
        </Box>
      )}
    </>
  );
}
