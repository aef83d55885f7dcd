import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ML_MODEL_API_VERSION,
  ML_MODEL_KIND,
} from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { SideDrawer } from '../components/SideDrawer';
import { mlModelsTranslationRef } from '../translation';

const EXAMPLE = `apiVersion: ${ML_MODEL_API_VERSION}
kind: ${ML_MODEL_KIND}
metadata:
  name: fraud-scorer
spec:
  type: classifier
  lifecycle: production
  owner: group:default/team-risk
  version: v1
  framework: pytorch
  license: Apache-2.0
  intendedUse: Scores card payments for manual review.
  tier: tier-2
  artifacts:
    - path: ./model.onnx
  inputs:
    - { name: x, dtype: float32, shape: [batch, 3] }
  outputs:
    - { name: y, dtype: float32, shape: [batch, 1] }
  card: ./MODEL_CARD.md
`;

/** What to write so that a repository's model is registered. */
export function RegisterHelp(props: { onClose: () => void }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <SideDrawer title={t('register.file')} onClose={props.onClose} width={560}>
      <Typography sx={{ mb: 1 }}>{t('register.help')}</Typography>
      <CommandLine text={EXAMPLE} label="catalog-info.yaml" />
    </SideDrawer>
  );
}
