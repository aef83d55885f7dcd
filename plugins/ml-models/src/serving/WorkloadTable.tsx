import { useState } from 'react';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { PageStack } from '../components/PageStack';
import { SeverityWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';
import { principalName } from './Callers';
import { FactChip } from './FactChip';
import { PortChips } from './PortChips';
import { ServedCell } from './ServedCell';
import { servedBy } from './servedBy';
import { WorkloadDrawer } from './WorkloadDrawer';

type Workload = Wire['DeployedWorkload'];

/** Callers named in the table; the drawer names all. */
const CALLERS_SHOWN = 3;

/** Workloads of a model; what does not fit into a row stands in its drawer. */
export function WorkloadTable(props: {
  title: string;
  workloads: readonly Workload[];
  inService: Wire['InService'] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [shown, setShown] = useState<Workload>();
  const { inService, title, workloads } = props;
  return (
    <>
      <DataTable
        label={title}
        rows={workloads}
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
            render: item =>
              item.role === 'serves' ? (
                <ServedCell
                  workload={item}
                  served={servedBy(item, inService)}
                />
              ) : (
                t(`workload.role.${item.role}`)
              ),
          },
          {
            id: 'mtls',
            header: t('workload.ports'),
            render: item => (
              <PageStack gap={0.5}>
                <PortChips workload={item} />
                <div>
                  <FactChip
                    label={t('workload.dataPlane')}
                    fact={item.dataPlane}
                  />
                </div>
              </PageStack>
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
            render: item => (
              <FindingsCell workload={item} onShow={() => setShown(item)} />
            ),
          },
        ]}
      />
      {shown && (
        <WorkloadDrawer workload={shown} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

function WorkloadName(props: { workload: Workload; onShow: () => void }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { cluster, namespace, owner, seenIn, stale } = props.workload;
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
      {seenIn === 'manifests' && (
        <Typography variant="body2" color="text.secondary">
          {t('workload.fromManifests')}
        </Typography>
      )}
      {stale && (
        <Typography variant="body2" color="text.secondary">
          {t('serving.stale')}
        </Typography>
      )}
    </>
  );
}

function CallerNames(props: { workload: Workload }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { authorization, callers } = props.workload;
  const more = callers.length - CALLERS_SHOWN;
  return (
    <>
      <FactChip
        label={t('workload.authorization')}
        hideLabel
        fact={authorization}
      />
      {callers.slice(0, CALLERS_SHOWN).map(({ principal }, index) => (
        <Typography
          key={index}
          variant="body2"
          title={principal}
          sx={{ overflowWrap: 'anywhere' }}
        >
          {principalName(principal)}
        </Typography>
      ))}
      {more > 0 && (
        <Typography variant="body2" color="text.secondary">
          {t('workload.moreCallers', { count: more })}
        </Typography>
      )}
    </>
  );
}

/** The first finding, which is the worst, and the way to all of them with their cures. */
function FindingsCell(props: { workload: Workload; onShow: () => void }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { findings } = props.workload;
  if (findings.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        {t('workload.noFindings')}
      </Typography>
    );
  }
  const [worst] = findings;
  return (
    <>
      <Typography variant="body2">
        <SeverityWord severity={worst.severity} /> {worst.message}
      </Typography>
      <Button
        size="small"
        aria-haspopup="dialog"
        onClick={props.onShow}
        sx={{ textTransform: 'none', px: 0 }}
      >
        {t('workload.allFindings', { count: findings.length })}
      </Button>
    </>
  );
}
