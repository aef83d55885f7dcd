import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../components/Digest';
import { Panel } from '../components/Panel';
import {
  VersionFrame,
  VersionPageProps,
  WithArtifacts,
} from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { Checks } from './Checks';
import { FileDetails } from './FileDetails';
import { FileTree } from './FileTree';

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
  const [params, setParams] = useAppSearchParams();
  const digest = params.get('digest');
  const path = params.get('file');
  const byDigest = version.artifacts.find(file => file.digest === digest);
  const open =
    version.artifacts.find(file => file.path === path) ??
    byDigest ??
    (version.artifacts.length === 1 ? version.artifacts[0] : undefined);
  const show = (chosen: string) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      next.set('file', chosen);
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
        <FileTree artifacts={version.artifacts} open={open} onChoose={show} />
      </Panel>
      {open && (
        <FileDetails
          key={`${version.manifestDigest} ${open.path}`}
          page={page}
          artifacts={version.artifacts}
          artifact={open}
          onOpen={show}
        />
      )}
      <Checks checks={version.checks} />
    </>
  );
}
