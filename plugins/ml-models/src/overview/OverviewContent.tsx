import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EmptyState } from '../components/EmptyState';
import { PageStack } from '../components/PageStack';
import { QueryView } from '../components/QueryView';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { ModelFrame, ModelPageProps } from '../model/ModelFrame';
import { useVersion } from '../model/useModel';
import { VersionPageProps } from '../model/VersionFrame';
import { NeedsSomebody } from '../needs/NeedsSomebody';
import { mlModelsTranslationRef } from '../translation';
import { AtAGlance } from './AtAGlance';
import { ModelCardPanel } from './ModelCardPanel';
import { recordedFacts } from './recordedFacts';
import { Signature } from './Signature';

/** Is it good, may I use it, how do I call it. */
export function OverviewContent() {
  return <ModelFrame ofVersion>{page => <Overview {...page} />}</ModelFrame>;
}

function Overview(page: ModelPageProps) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, model, reload, version } = page;
  return (
    <>
      <NeedsSomebody model={model} address={address} onChanged={reload} />
      {version === undefined ? (
        <EmptyState title={t('model.noVersion')} />
      ) : (
        <VersionOverview {...page} version={version} />
      )}
    </>
  );
}

/** All of it is what that version recorded, and not what the catalog says today. */
function VersionOverview(page: VersionPageProps) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, model, version, view } = page;
  const details = useVersion(address, version, view.asOf);
  return (
    <QueryView
      query={details}
      what={t('model.versionWhat', { version })}
      height={320}
    >
      {recorded => (
        <>
          <TrustStrip trust={recorded.trust} />
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              alignItems: 'start',
              gridTemplateColumns: {
                xs: 'minmax(0, 1fr)',
                md: 'minmax(0, 2fr) minmax(0, 1fr)',
              },
            }}
          >
            <PageStack>
              <ModelCardPanel
                card={recordedFacts(model, recorded).card}
                version={recorded.version}
              />
              <Signature
                version={recorded}
                declaration={recordedFacts(model, recorded).entity}
              />
            </PageStack>
            <AtAGlance
              address={address}
              version={recorded}
              facts={recordedFacts(model, recorded)}
            />
          </Box>
        </>
      )}
    </QueryView>
  );
}
