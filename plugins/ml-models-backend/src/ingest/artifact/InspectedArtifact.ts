import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { Inspection } from '@ml-models/model-formats';
import type { DocumentBytes } from '../../store/ModelStore';

/** A file of the version that was hashed and inspected, now or in an earlier attempt. */
export interface InspectedArtifact {
  recorded: RecordedArtifact;
  /** without its tensor list, which is in the documents */
  inspection: Inspection;
  /** empty when they are stored already */
  documents: DocumentBytes[];
}
