import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { EmptyState } from '../components/EmptyState';
import { QueryView } from '../components/QueryView';
import { mlModelsTranslationRef } from '../translation';
import { ModelFrame, ModelPageProps } from './ModelFrame';
import { useVersion } from './useModel';

/** What every page about one version is given. */
export interface VersionPageProps extends ModelPageProps {
  version: string;
}

/** A page about one version, with the choice of it on top. */
export function VersionFrame(props: {
  presentOnly?: boolean;
  children: (page: VersionPageProps) => ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <ModelFrame presentOnly={props.presentOnly} ofVersion>
      {page =>
        page.version === undefined ? (
          <EmptyState title={t('model.noVersion')} />
        ) : (
          props.children({ ...page, version: page.version })
        )
      }
    </ModelFrame>
  );
}

/** Reads the version's artifacts and hands them on. */
export function WithArtifacts(props: {
  page: VersionPageProps;
  children: (version: Wire['ModelVersion']) => ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, version, view } = props.page;
  const query = useVersion(address, version, view.asOf);
  return (
    <QueryView query={query} what={t('model.versionWhat', { version })}>
      {props.children}
    </QueryView>
  );
}
