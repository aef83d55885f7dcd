import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { GovernancePolicy } from '@ml-models/model-governance';

/** What a view needs beside the state of its model. */
export interface ViewContext {
  /** RFC 3339 instant for which the answer is drawn; waivers end against it */
  at: string;
  policy: GovernancePolicy;
  /** what was observed; absent when nobody can say, as for a past day */
  serving?: Wire['Deployments'];
  /** what people wrote, by the digest of the document; an erased or unread one is absent */
  texts?: ReadonlyMap<string, string>;
}
