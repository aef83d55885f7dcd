import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Freshness } from '../components/Freshness';
import { PageStack } from '../components/PageStack';
import { Headline } from './Headline';
import { ModelFacts } from './ModelFacts';
import { VersionSelect } from './VersionSelect';

/** The same on every tab: what is in service, then which version is looked at. */
export function ModelHeader(props: {
  model: Wire['Model'];
  /** label of the version shown */
  version: string | undefined;
  /** absent where the page is about no version in particular */
  choose?: (version: string) => void;
  /** when the model was read, in milliseconds since 1970 */
  readAt: number | undefined;
  onRefresh: () => void;
}) {
  const { choose, model, onRefresh, readAt, version } = props;
  return (
    <PageStack>
      <Headline model={model} version={version} />
      <ModelFacts
        model={model}
        choice={
          choose &&
          version !== undefined && (
            <VersionSelect
              versions={model.versions}
              value={version}
              onChange={choose}
            />
          )
        }
      >
        <Freshness readAt={readAt} onRefresh={onRefresh} />
      </ModelFacts>
    </PageStack>
  );
}
