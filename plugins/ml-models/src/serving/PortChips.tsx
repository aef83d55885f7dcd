import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { mlModelsTranslationRef } from '../translation';
import { mtlsLook } from './mtlsLook';

/** The mutual-TLS verdict of every port, each with its policies. */
export function PortChips(props: { workload: Wire['Workload'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { dataPlane, ports } = props.workload;
  if (ports.length === 0) {
    return <>{t('workload.noPorts')}</>;
  }
  return (
    <Row gap={0.5}>
      {ports.map(({ port, name, mtls, evidence }) => (
        <VerdictChip
          key={port}
          label={[port, name].filter(Boolean).join(' ')}
          verdict={{
            ...mtlsLook(mtls, dataPlane.level),
            word: mtls.verdict,
            reason: t(`mtls.${mtls.verdict}`, {
              declared: mtls.declared,
              observed: mtls.observed,
            }),
            evidence,
          }}
        />
      ))}
    </Row>
  );
}
