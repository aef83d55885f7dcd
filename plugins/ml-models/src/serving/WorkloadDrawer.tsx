import { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { PageStack, Row } from '../components/PageStack';
import { SideDrawer } from '../components/SideDrawer';
import { EvidenceList } from '../components/verdict/EvidenceList';
import { mlModelsTranslationRef } from '../translation';
import { CallersPicture } from './Callers';
import { FactChip } from './FactChip';
import { PostureFindings } from './PostureFindings';
import { workloadName } from './workloadName';

const SECURE_LOADING = [
  'encryptedAtRest',
  'decryption',
  'trustedExecution',
] as const;

function Section(props: { title: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Typography component="h3" sx={{ fontWeight: 600 }}>
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

/** Effective policies in order, and who may call. */
export function WorkloadDrawer(props: {
  workload: Wire['Workload'];
  onClose: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { workload, onClose } = props;
  return (
    <SideDrawer title={workloadName(workload)} onClose={onClose} width={560}>
      <PageStack>
        <Section title={t('files.findings')}>
          <PostureFindings workload={workload} />
        </Section>
        <Section title={t('workload.callers')}>
          <CallersPicture workload={workload} />
        </Section>
        <Section title={t('workload.secureLoading')}>
          <Row gap={0.5}>
            {SECURE_LOADING.map(name => (
              <FactChip
                key={name}
                label={t(`workload.loading.${name}`)}
                fact={workload.secureLoading[name]}
              />
            ))}
          </Row>
        </Section>
        <Section title={t('workload.dataPlane')}>
          <Typography variant="body2">
            {workload.dataPlane.value}, {t(`level.${workload.dataPlane.level}`)}
          </Typography>
          <EvidenceList evidence={workload.dataPlane.evidence} />
        </Section>
        {workload.ports.map(({ port, name, mtls, evidence }) => (
          <Section
            key={port}
            title={t('workload.port', {
              port: [port, name].filter(Boolean).join(' '),
            })}
          >
            <Typography variant="body2">
              {t('workload.mtls', {
                verdict: mtls.verdict,
                declared: mtls.declared,
                observed: mtls.observed,
              })}
            </Typography>
            <EvidenceList evidence={evidence} />
          </Section>
        ))}
      </PageStack>
    </SideDrawer>
  );
}
