import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import Button from '@mui/material/Button';
import NativeSelect from '@mui/material/NativeSelect';
import useAsync from 'react-use/esm/useAsync';
import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiDownloadLine } from '@remixicon/react';
import { answerOf } from '../api/answerOf';
import { MlModelsRequestError } from '../api/MlModelsRequestError';
import { CopyButton } from '../components/CopyButton';
import { EmptyState } from '../components/EmptyState';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { VersionFrame, VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { SpdxView } from './SpdxView';

/** Dialects of the API. */
const DIALECTS = [
  'spdx-2.3',
  'spdx-3.0',
  'cyclonedx-1.6',
  'cyclonedx-1.7',
] as const;

type Dialect = (typeof DIALECTS)[number];

/** Answers with which the backend says that it does not write a dialect. */
const NOT_OFFERED = [400, 404, 406, 415, 501];

/** The bill of materials of one version. */
export function SbomContent() {
  return (
    <VersionFrame presentOnly>{page => <Sbom page={page} />}</VersionFrame>
  );
}

function useSbom(page: VersionPageProps, format: Dialect): ApiQuery<string> {
  const { modelRef, namespace, name } = page.address;
  const { version } = page;
  return useApiQuery(
    `sbom ${modelRef} ${version} ${format}`,
    client =>
      answerOf<string>(
        client.request(
          'get',
          '/models/{namespace}/{name}/versions/{version}/sbom',
          {
            params: { path: { namespace, name, version }, query: { format } },
            // As text, so that what is downloaded is byte for byte what is stored.
            parseAs: 'text',
          },
        ),
      ),
    { refresh: false },
  );
}

function useSbomAddress(page: VersionPageProps, format: Dialect) {
  const discovery = useApi(discoveryApiRef);
  const { namespace, name } = page.address;
  const { version } = page;
  return useAsync(async () => {
    const base = await discovery.getBaseUrl('ml-models');
    const path = [namespace, name, 'versions', version]
      .map(encodeURIComponent)
      .join('/');
    return `${base}/models/${path}/sbom?format=${format}`;
  }, [discovery, namespace, name, version, format]).value;
}

function Sbom(props: { page: VersionPageProps }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { page } = props;
  const [params, setParams] = useAppSearchParams();
  const dialect =
    DIALECTS.find(item => item === params.get('format')) ?? 'spdx-2.3';
  const query = useSbom(page, dialect);
  const address = useSbomAddress(page, dialect);
  const notOffered =
    query.error instanceof MlModelsRequestError &&
    dialect !== 'spdx-2.3' &&
    NOT_OFFERED.includes(query.error.status);
  return (
    <Panel
      title={t('sbom.title')}
      action={
        <Row>
          <NativeSelect
            inputProps={{ 'aria-label': t('sbom.dialect') }}
            value={dialect}
            onChange={event =>
              setParams(before => {
                const next = new URLSearchParams(before);
                next.set('format', event.target.value);
                return next;
              })
            }
          >
            {DIALECTS.map(item => (
              <option key={item} value={item}>
                {item}
              </option>
            ))}
          </NativeSelect>
          <Button
            size="small"
            variant="outlined"
            startIcon={<RiDownloadLine size={14} aria-hidden />}
            disabled={query.value === undefined}
            onClick={() =>
              download(
                query.value ?? '',
                `${page.address.name}-${page.version}.${dialect}.json`,
              )
            }
          >
            {t('sbom.download')}
          </Button>
          {address && <CopyButton text={address} label={t('sbom.address')} />}
        </Row>
      }
    >
      {notOffered ? (
        <EmptyState title={t('sbom.notOffered', { dialect })} />
      ) : (
        <QueryView query={query} what={t('sbom.title')} height={240}>
          {document =>
            dialect === 'spdx-2.3' ? (
              <SpdxView document={document} />
            ) : (
              <EmptyState title={t('sbom.onlyDownload', { dialect })} />
            )
          }
        </QueryView>
      )}
    </Panel>
  );
}

function download(document: string, fileName: string) {
  const url = URL.createObjectURL(
    new Blob([document], { type: 'application/json' }),
  );
  const link = window.document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
