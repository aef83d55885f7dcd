import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelCommand } from '../../domain/ModelCommand';
import type { ModelState } from '../../domain/ModelState';
import type { ExecuteContext } from '../ModelStore';

/** A command on its way into the history. */
export interface Submission {
  command: ModelCommand;
  context: ExecuteContext;
  /** an earlier try may have committed; its fence tells */
  again?: true;
}

/** What became of a submission: its model as it left it with the events that it added, or why it added none. */
export type Outcome =
  | { state: ModelState; events: ModelEvent[] }
  | { error: unknown };
