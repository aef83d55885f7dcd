import { useState } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { FactList } from '../components/FactList';
import { PageStack } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { AdapterView } from './AdapterView';
import { Companions } from './Companions';
import { DeclaredDigests } from './DeclaredDigests';
import { FileFacts } from './FileFacts';
import { Findings } from './Findings';
import { ChunkMap } from './localCopy/ChunkMap';
import { LocalCopyCheck } from './localCopy/LocalCopyCheck';
import { useLocalCopy } from './localCopy/useLocalCopy';
import { Operators } from './Operators';
import { Parts } from './Parts';
import { Section } from './Section';
import { Tensors } from './tensors/Tensors';
import { TensorSizes } from './tensors/TensorSizes';

/** Everything the bytes of one file say; for another file to be another one. */
export function FileDetails(props: {
  page: VersionPageProps;
  artifacts: readonly Wire['Artifact'][];
  artifact: Wire['Artifact'];
  onOpen: (path: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, artifacts, page, onOpen } = props;
  const { inspection } = artifact;
  const { adapter, companions, declaredDigests, operators, parts } = inspection;
  return (
    <Panel title={artifact.path}>
      <PageStack>
        <Section title={t('files.findings')}>
          <Findings inspection={inspection} />
        </Section>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: { md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          <FileFacts artifact={artifact} />
          <LocalCopy artifact={artifact} />
        </Box>
        {adapter && (
          <Section title={t('adapter.title')}>
            <AdapterView adapter={adapter} />
          </Section>
        )}
        {declaredDigests && declaredDigests.length > 0 && (
          <Section title={t('declaredDigests.title')}>
            <DeclaredDigests digests={declaredDigests} />
          </Section>
        )}
        {parts && parts.length > 0 && (
          <Section title={t('parts.title')}>
            <Parts parts={parts} />
          </Section>
        )}
        {companions && companions.length > 0 && (
          <Section title={t('companions.title')}>
            <Companions
              path={artifact.path}
              companions={companions}
              artifacts={artifacts}
              onOpen={onOpen}
            />
          </Section>
        )}
        {operators && operators.length > 0 && (
          <Section title={t('files.operators')}>
            <Operators operators={operators} />
          </Section>
        )}
        {inspection.tensors && inspection.tensors.count > 0 && (
          <TensorSections
            page={page}
            path={artifact.path}
            count={inspection.tensors.count}
          />
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

function LocalCopy(props: { artifact: Wire['Artifact'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact } = props;
  const { chunks, chunkSize } = artifact;
  const { state, verify, cancel } = useLocalCopy(artifact);
  const { progress, result } = state;
  const { badChunks } = result ?? progress ?? {};
  const compared = Math.floor((progress?.compared ?? 0) / (chunkSize ?? 1));
  return (
    <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', minWidth: 0 }}>
      <LocalCopyCheck
        artifact={artifact}
        state={state}
        onFile={verify}
        onCancel={cancel}
      />
      {chunks !== undefined && chunkSize !== undefined && (
        <Section title={t('chunks.title')}>
          <ChunkMap
            chunks={chunks}
            chunkSize={chunkSize}
            badChunks={badChunks}
            compared={result ? chunks : compared}
          />
        </Section>
      )}
    </Box>
  );
}

function TensorSections(props: {
  page: VersionPageProps;
  path: string;
  count: number;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { page, path, count } = props;
  const [search, setSearch] = useState('');
  const source = { address: page.address, version: page.version, path };
  return (
    <>
      <Section title={t('sizes.title')}>
        <TensorSizes source={source} onChoose={setSearch} />
      </Section>
      <Section title={t('tensors.title')}>
        <Tensors
          source={source}
          count={count}
          search={search}
          onSearch={setSearch}
        />
      </Section>
    </>
  );
}
