import { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../components/Digest';
import { FactList } from '../components/FactList';
import { PageStack } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { Count } from '../components/Quantity';
import { ScanWord } from '../components/StateWord';
import { VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { ChunkMap } from './ChunkMap';
import { Findings } from './Findings';
import { LocalCopyCheck } from './LocalCopyCheck';
import { Operators } from './Operators';
import { TensorTable } from './TensorTable';
import { useLocalCopy } from './useLocalCopy';

function Section(props: { title: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Typography component="h3" variant="body2" sx={{ fontWeight: 600 }}>
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

/** Everything the bytes of one file say. */
export function FileDetails(props: {
  page: VersionPageProps;
  artifact: Wire['Artifact'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, page } = props;
  const { inspection, chunks, chunkSize } = artifact;
  const { state, verify } = useLocalCopy(artifact);
  return (
    <Panel title={artifact.path}>
      <PageStack>
        <FileFacts artifact={artifact} />
        <LocalCopyCheck artifact={artifact} state={state} onFile={verify} />
        {chunks !== undefined && chunkSize !== undefined && (
          <Section title={t('chunks.title')}>
            <ChunkMap
              chunks={chunks}
              chunkSize={chunkSize}
              badChunks={state.result?.badChunks}
            />
          </Section>
        )}
        <Section title={t('files.findings')}>
          <Findings inspection={inspection} />
        </Section>
        {inspection.operators && inspection.operators.length > 0 && (
          <Section title={t('files.operators')}>
            <Operators operators={inspection.operators} />
          </Section>
        )}
        {inspection.tensors && (
          <Section title={t('tensors.title')}>
            <TensorTable
              address={page.address}
              version={page.version}
              path={artifact.path}
              count={inspection.tensors.count}
            />
          </Section>
        )}
        {inspection.metadata && Object.keys(inspection.metadata).length > 0 && (
          <Section title={t('files.metadata')}>
            <FactList
              facts={Object.entries(inspection.metadata).map(
                ([name, value]) => ({ name, value }),
              )}
            />
          </Section>
        )}
        {inspection.truncated && inspection.truncated.length > 0 && (
          <Typography variant="body2" color="text.secondary">
            {t('files.truncated', { fields: inspection.truncated.join(', ') })}
          </Typography>
        )}
      </PageStack>
    </Panel>
  );
}

function FileFacts(props: { artifact: Wire['Artifact'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact } = props;
  const { inspection } = artifact;
  const { producer, opsets, tensors } = inspection;
  return (
    <FactList
      facts={[
        {
          name: t('glance.format'),
          value: [inspection.format, inspection.formatVersion]
            .filter(Boolean)
            .join(' '),
        },
        {
          name: t('facet.scan'),
          value: <ScanWord scan={inspection.status} />,
        },
        {
          name: t('files.producer'),
          value:
            producer &&
            [producer.name, producer.version].filter(Boolean).join(' '),
        },
        {
          name: t('files.opsets'),
          value: opsets
            ?.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`)
            .join(', '),
        },
        {
          name: t('glance.parameters'),
          value: tensors && <Count count={tensors.parameters} />,
        },
        {
          name: t('glance.dtypes'),
          value:
            tensors &&
            Object.entries(tensors.dtypes)
              .map(([dtype, count]) => `${dtype} × ${count}`)
              .join(', '),
        },
        { name: 'SHA-256', value: <Digest digest={artifact.digest} /> },
        {
          name: t('files.merkleRoot'),
          value: artifact.merkleRoot && <Digest digest={artifact.merkleRoot} />,
        },
        {
          name: t('files.declaredDigest'),
          value: artifact.declaredDigest && (
            <Digest digest={artifact.declaredDigest} />
          ),
        },
        { name: t('files.source'), value: artifact.source },
      ]}
    />
  );
}
