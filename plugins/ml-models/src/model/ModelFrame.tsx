import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { isNotFound } from '../api/MlModelsRequestError';
import { EmptyState } from '../components/EmptyState';
import { PageStack } from '../components/PageStack';
import { QueryView } from '../components/QueryView';
import { CheckAgain } from '../ingestion/CheckAgain';
import { FollowIngestion } from '../ingestion/FollowIngestion';
import { LastAttempt, NotRegistered } from '../ingestion/NotRegistered';
import { isUnderWay } from '../ingestion/useLatestIngestion';
import { mlModelsTranslationRef } from '../translation';
import { ModelView, useModelView } from '../view/useModelView';
import { AsOfBanner } from './AsOfBanner';
import { ModelHeader } from './ModelHeader';
import { ModelAddress, useModel, useModelAddress } from './useModel';

/** What every page of a registered model is given. */
export interface ModelPageProps {
  model: Wire['Model'];
  address: ModelAddress;
  view: ModelView;
  /** label of the version shown; `undefined` while the model has none */
  version: string | undefined;
  reload: () => void;
}

/**
 * Reads the model of the entity page and says what stands in the way: not
 * registered, refused, running, or not recorded on the day asked for.
 */
export function ModelFrame(props: {
  /** the page can only show the present */
  presentOnly?: boolean;
  /** the page is about one version, which can be chosen in its header */
  ofVersion?: boolean;
  children: (page: ModelPageProps) => ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const address = useModelAddress();
  const view = useModelView();
  const query = useModel(address, view.asOf);

  if (isNotFound(query.error) && !view.asOf) {
    return <NotRegistered {...address} onRegistered={query.retry} />;
  }
  const banner = view.asOf && (
    <AsOfBanner
      asOf={view.asOf}
      answered={query.value?.asOf}
      presentOnly={props.presentOnly}
      onReturn={() => view.setAsOf(undefined)}
    />
  );
  if (isNotFound(query.error)) {
    return (
      <PageStack>
        {banner}
        <EmptyState title={t('asOf.nothing')} />
      </PageStack>
    );
  }
  return (
    <PageStack>
      {banner}
      <QueryView query={query} what={t('model.what')} height={320}>
        {model => (
          <>
            <ModelHeader
              model={model}
              version={view.version ?? model.latestVersion ?? undefined}
              choose={props.ofVersion ? view.setVersion : undefined}
              readAt={query.readAt}
              onRefresh={query.retry}
            />
            {!view.asOf && (
              <PresentAttempt
                model={model}
                address={address}
                onEnd={query.retry}
              />
            )}
            {props.children({
              model,
              address,
              view,
              version: view.version ?? model.latestVersion ?? undefined,
              reload: query.retry,
            })}
          </>
        )}
      </QueryView>
    </PageStack>
  );
}

function PresentAttempt(props: {
  model: Wire['Model'];
  address: ModelAddress;
  onEnd: () => void;
}) {
  const { address, onEnd } = props;
  const { latestIngestion, latestVersion } = props.model;
  if (!latestIngestion) {
    return null;
  }
  const stands = latestVersion ?? undefined;
  return isUnderWay(latestIngestion) ? (
    <FollowIngestion
      ingestionId={latestIngestion.id}
      stands={stands}
      onEnd={onEnd}
    />
  ) : (
    <LastAttempt ingestion={latestIngestion} stands={stands}>
      <CheckAgain address={address} onEnd={onEnd} />
    </LastAttempt>
  );
}
