import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ExplainDrawer } from '../components/verdict/ExplainDrawer';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { Cure } from './Cure';

/** Why something waits for somebody, on which evidence, and its cure. */
export function ProblemDrawer(props: {
  problem: Wire['ModelProblem'];
  address: ModelAddress;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, onChanged, onClose, problem } = props;
  const { concern, cure, evidence = [], message, reason, since } = problem;
  return (
    <ExplainDrawer
      label={problem.subject}
      verdict={{
        word: message,
        concern,
        reason: reason ?? t(`need.turn.${problem.turn.role}`),
        evidence,
        at: since,
        remedy: cure?.text,
        command: cure?.command,
      }}
      onClose={onClose}
    >
      {cure && <Cure cure={cure} address={address} onChanged={onChanged} />}
    </ExplainDrawer>
  );
}
