import { useSearchParams } from 'react-router-dom';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { Panel } from '../components/Panel';
import { Bytes } from '../components/Quantity';
import { ScanWord } from '../components/StateWord';
import {
  VersionFrame,
  VersionPageProps,
  WithArtifacts,
} from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { Checks } from './Checks';
import { FileDetails } from './FileDetails';

/** Which bytes these are, what they are, and whether a copy is the same. */
export function FilesContent() {
  return (
    <VersionFrame>
      {page => (
        <WithArtifacts page={page}>
          {version => <Files page={page} version={version} />}
        </WithArtifacts>
      )}
    </VersionFrame>
  );
}

function Files(props: {
  page: VersionPageProps;
  version: Wire['ModelVersion'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { page, version } = props;
  const [params, setParams] = useSearchParams();
  const digest = params.get('digest');
  const path = params.get('file');
  const byDigest = version.artifacts.find(file => file.digest === digest);
  const open =
    version.artifacts.find(file => file.path === path) ??
    byDigest ??
    (version.artifacts.length === 1 ? version.artifacts[0] : undefined);
  const show = (file: Wire['Artifact']) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      next.set('file', file.path);
      return next;
    });
  return (
    <>
      {digest && !byDigest && digest !== version.manifestDigest && (
        <Alert severity="info">
          {t('files.digestElsewhere', { version: version.version })}{' '}
          <code>{digest}</code>
        </Alert>
      )}
      <Panel title={t('files.title')}>
        <Typography variant="body2" component="div" sx={{ mb: 1 }}>
          {t('files.manifest')} <Digest digest={version.manifestDigest} />
          {version.bytesKept === false && ` · ${t('files.bytesNotKept')}`}
        </Typography>
        <DataTable
          label={t('files.title')}
          rows={version.artifacts}
          rowKey={file => file.path}
          isMarked={file => file === open}
          columns={[
            {
              id: 'path',
              header: t('files.path'),
              render: file => (
                <Button
                  size="small"
                  aria-expanded={file === open}
                  onClick={() => show(file)}
                  sx={{ textTransform: 'none', textAlign: 'left' }}
                >
                  {file.path}
                </Button>
              ),
            },
            {
              id: 'size',
              header: t('glance.size'),
              numeric: true,
              render: file => <Bytes bytes={file.size} />,
            },
            {
              id: 'format',
              header: t('glance.format'),
              render: file => file.inspection.format,
            },
            {
              id: 'digest',
              header: 'SHA-256',
              render: file => <Digest digest={file.digest} />,
            },
            {
              id: 'scan',
              header: t('facet.scan'),
              render: file => <ScanWord scan={file.inspection.status} />,
            },
          ]}
        />
      </Panel>
      {open && <FileDetails key={open.path} page={page} artifact={open} />}
      <Checks checks={version.checks} />
    </>
  );
}
