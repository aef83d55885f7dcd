import { useState } from 'react';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { ModelFrame } from '../model/ModelFrame';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { principalName } from './Callers';
import { FactChip } from './FactChip';
import { PortChips } from './PortChips';
import { PostureFindings } from './PostureFindings';
import { servedBytesLook } from './servedBytesLook';
import { Sources } from './Sources';
import { useDeployments } from './useDeployments';
import { WorkloadDrawer } from './WorkloadDrawer';

/** Where the model runs, and whether it is locked down. */
export function ServingContent() {
  return (
    <ModelFrame presentOnly>
      {page => <Deployments address={page.address} />}
    </ModelFrame>
  );
}

function Deployments(props: { address: ModelAddress }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const query = useDeployments(props.address);
  return (
    <Panel title={t('workload.title')}>
      <QueryView query={query} what={t('workload.title')} height={200}>
        {({ workloads, sources }) => (
          <>
            <Sources sources={sources} />
            {workloads.length > 0 ? (
              <WorkloadTable workloads={workloads} />
            ) : (
              <EmptyState
                title={
                  sources.length > 0
                    ? t('workload.none')
                    : t('workload.notObserved')
                }
                description={t('workload.noneDescription')}
              />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function WorkloadTable(props: { workloads: readonly Wire['Workload'][] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [shown, setShown] = useState<Wire['Workload']>();
  return (
    <>
      <DataTable
        label={t('workload.title')}
        rows={props.workloads}
        rowKey={(_, index) => String(index)}
        columns={[
          {
            id: 'workload',
            header: t('workload.workload'),
            render: item => (
              <WorkloadName workload={item} onShow={() => setShown(item)} />
            ),
          },
          {
            id: 'version',
            header: t('workload.version'),
            render: item => <ServedVersion workload={item} />,
          },
          {
            id: 'mtls',
            header: 'mTLS',
            render: item => (
              <>
                <PortChips workload={item} />
                <FactChip
                  label={t('workload.dataPlane')}
                  fact={item.dataPlane}
                />
              </>
            ),
          },
          {
            id: 'callers',
            header: t('workload.callers'),
            render: item => <CallerNames workload={item} />,
          },
          {
            id: 'findings',
            header: t('files.findings'),
            render: item => <PostureFindings findings={item.findings} />,
          },
          {
            id: 'loading',
            header: t('workload.secureLoading'),
            render: item => <SecureLoading workload={item} />,
          },
        ]}
      />
      {shown && (
        <WorkloadDrawer workload={shown} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

function WorkloadName(props: {
  workload: Wire['Workload'];
  onShow: () => void;
}) {
  const { cluster, namespace, owner } = props.workload;
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        onClick={props.onShow}
        sx={{ textTransform: 'none', textAlign: 'left', px: 0 }}
      >
        {owner.kind} {owner.name}
      </Button>
      <Typography variant="body2" color="text.secondary">
        {[cluster, namespace].filter(Boolean).join(' / ')}
      </Typography>
    </>
  );
}

function ServedVersion(props: { workload: Wire['Workload'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { version, digest, join, servedBytes, evidence } = props.workload.model;
  return (
    <>
      <div>{version ?? t('common.unknown')}</div>
      <VerdictChip
        label={t('workload.bytes')}
        verdict={{
          ...servedBytesLook(servedBytes),
          word: servedBytes,
          reason: t(`servedBytes.${servedBytes}`),
          evidence: [
            ...evidence,
            {
              role: 'context',
              why: t('workload.join', { join }),
              ...(digest ? { value: digest } : {}),
            },
          ],
        }}
      />
    </>
  );
}

function CallerNames(props: { workload: Wire['Workload'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { authorization, callers } = props.workload;
  return (
    <>
      <FactChip
        label={t('workload.authorization')}
        hideLabel
        fact={authorization}
      />
      {callers.map(({ principal }, index) => (
        <div key={index} title={principal}>
          {principalName(principal)}
        </div>
      ))}
    </>
  );
}

function SecureLoading(props: { workload: Wire['Workload'] }) {
  return (
    <Row gap={0.5}>
      {Object.entries(props.workload.secureLoading).map(([name, fact]) => (
        <FactChip key={name} label={spaced(name)} fact={fact} />
      ))}
    </Row>
  );
}

/** `encryptedAtRest` reads as `encrypted at rest`. */
function spaced(name: string): string {
  return name.replace(
    /[A-Z]/g,
    letter => ` ${letter.toLocaleLowerCase('en-US')}`,
  );
}
