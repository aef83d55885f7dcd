import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../ModelState';
import { modelSummaryView, present } from './modelSummaryView';
import { versionSummaryView } from './versionView';
import type { ViewContext } from './ViewContext';

/** One model with its versions, newest first. */
export function modelView(
  state: ModelState,
  context: ViewContext,
  documents: {
    /** as recorded; `null` when its document cannot be read */
    entity: Wire['EntityDocument'] | null;
    card?: Wire['Card'];
    latestIngestion?: Wire['Ingestion'];
    asOf?: Wire['Model']['asOf'];
  },
): Wire['Model'] {
  const { card, latestIngestion, asOf, entity } = documents;
  const summary = modelSummaryView(state, context);
  return {
    ...summary,
    versions: state.versions
      .map(version =>
        versionSummaryView(
          state,
          version,
          context,
          version.manifestDigest === state.latest?.manifestDigest
            ? state.latest.version
            : undefined,
          summary.inService,
        ),
      )
      .reverse(),
    entity,
    position: state.position,
    ...present({ card, latestIngestion, asOf }),
  };
}
